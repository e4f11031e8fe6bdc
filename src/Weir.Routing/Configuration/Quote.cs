namespace Weir.Routing.Configuration;

/// <summary>Words of the file as messages show them: short, on one line, and never something that looks like a key in the wrong place.</summary>
internal static class Quote
{
    private const int LongestShown = 48;

    private static readonly string[] SecretStarts = ["sk-", "sk_", "ghp_", "gho_", "github_pat_", "AIza", "AKIA", "xai-", "gsk_", "hf_", "pplx-", "Bearer ", "eyJ", "weir_", "wk-"];

    public static string Of(string text) => LooksSecret(text) ? "'...'" : $"'{Plain(text)}'";

    public static string Plain(string text)
    {
        if (LooksSecret(text))
        {
            return "...";
        }

        var cut = text.Length > LongestShown ? text[..LongestShown] + "..." : text;
        return string.Concat(cut.Select(static character => char.IsControl(character) ? ' ' : character));
    }

    /// <summary>"'a', 'b' or 'c'".</summary>
    public static string Any(IEnumerable<string> names)
    {
        var quoted = names.Select(Of).ToArray();
        return quoted.Length < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted[..^1])} or {quoted[^1]}";
    }

    private static bool LooksSecret(string text)
    {
        if (Array.Exists(SecretStarts, start => text.StartsWith(start, StringComparison.Ordinal)))
        {
            return true;
        }

        // Long, one word, letters of both cases and digits: nobody names a thing like that.
        return text.Length >= 24 && !text.Any(char.IsWhiteSpace) && text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterLower)
            && (text.Any(char.IsAsciiLetterUpper) || !text.Contains('-', StringComparison.Ordinal));
    }
}
