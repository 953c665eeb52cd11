//! Chinese names in pinyin, which has one spelling for each syllable: other letters are another name.

use super::words::Word;

/// Surnames that most bear; with one of these, a name of pinyin syllables is taken as Chinese.
const SURNAMES: &str = " bai cai cao cen chang chen cheng cui dai deng ding dong du duan fan fang feng fu gao gong gu guo han hao he hong hou hu huang jia jiang jin kang kong lai lei li liang liao lin ling liu long lu luo lv ma mao meng mo ni nie niu ouyang pan pang pei peng qian qiao qin qiu qu ren shao shen sheng shi song su sun tan tang tao tian tong wan wang wei wen weng wu xi xia xiang xiao xie xin xing xiong xu xue yan yang yao ye yi yin yu yuan yue zeng zhai zhan zhang zhao zheng zhong zhou zhu zhuang zou zuo ";
const INITIALS: [&str; 24] = [
    "", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s",
    "y", "w",
];
const FINALS: &str =
    " a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ue ui un uo ";
/// Finals that stand without an initial.
const BARE: &str = " a ai an ang ao e ei en er o ou ";
/// Finals of "j", "q" and "x", and those that only few initials have.
const SOFT: &str = " i ia ian iang iao ie in ing iong iu u uan ue un ";

fn is_syllable(text: &str) -> bool {
    let listed = |list: &str, item: &str| !item.is_empty() && list.contains(&format!(" {item} "));
    INITIALS.iter().filter_map(|initial| Some((*initial, text.strip_prefix(initial)?))).any(|(initial, end)| {
        match initial {
            "" => listed(BARE, end),
            "j" | "q" | "x" => listed(SOFT, end),
            "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" => {
                listed(FINALS, end) && (end == "i" || !end.starts_with('i')) && end != "er" && end != "ue"
            }
            "y" => listed(" a an ang ao e i in ing o ong ou u uan ue un ", end),
            "w" => listed(" a ai an ang ei en eng o u ", end),
            "g" | "k" | "h" => listed(FINALS, end) && !end.starts_with('i') && end != "ue" && end != "er",
            "b" | "p" | "m" | "f" => listed(" a ai an ang ao ei en eng i ian iao ie in ing iu o ou u ", end),
            "d" | "t" if matches!(end, "in" | "iang" | "ia") => false,
            _ => listed(FINALS, end) && end != "er" && !end.starts_with("ua") | (end == "uan") && end != "iong",
        }
    })
}

/// Whether a word is pinyin of one to `most` syllables.
pub(super) fn is_pinyin(word: &str, most: usize) -> bool {
    is_syllable(word)
        || most > 1
            && (1..word.len().min(7))
                .any(|at| word.is_char_boundary(at) && is_syllable(&word[..at]) && is_pinyin(&word[at..], most - 1))
}

/// Whether a word is a common Chinese surname.
pub(super) fn is_surname(word: &Word) -> bool {
    SURNAMES.contains(&format!(" {} ", word.text))
}

/// Whether the words are a Chinese surname, first or last, and one or two words or three syllables of pinyin.
pub(super) fn is_chinese_name(words: &[Word]) -> bool {
    (2..=3).contains(&words.len())
        && (words.first().is_some_and(is_surname) || words.last().is_some_and(is_surname))
        && words.iter().all(|word| is_pinyin(&word.text, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_other_words() {
        for (word, expected) in [
            ("jinping", true),
            ("xiaoping", true),
            ("guangxi", true),
            ("zhongxun", true),
            ("hsiao", false),
            ("tse", false),
            ("putin", false),
            ("vali", false),
            ("hossein", false),
        ] {
            assert_eq!(is_pinyin(word, 2), expected, "{word}");
        }
    }
}
