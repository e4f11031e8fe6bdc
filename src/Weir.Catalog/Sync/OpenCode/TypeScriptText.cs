using System.Text.RegularExpressions;

namespace Weir.Catalog.Sync.OpenCode;

/// <summary>Looks for constants and lists in a TypeScript source by their names. It is no parser: it finds what is written plainly, or nothing.</summary>
internal sealed partial class TypeScriptText(string text)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public bool Contains(string word) => text.Contains(word, StringComparison.Ordinal);

    /// <summary>The literal that <c>NAME = "..."</c> gives, or null.</summary>
    public string? Constant(string name) => Literal($@"\b{Regex.Escape(name)}\s*(?::[^=\n]*)?=\s*");

    /// <summary>The literal that <c>name: "..."</c> gives, or null.</summary>
    public string? Property(string name) => Literal($@"\b{Regex.Escape(name)}\s*:\s*");

    /// <summary>The whole number that <c>NAME = 1_234</c> gives, or null.</summary>
    public int? Number(string name)
    {
        var match = Regex.Match(text, $@"\b{Regex.Escape(name)}\s*=\s*([0-9][0-9_]*)\b", RegexOptions.CultureInvariant, Patience);
        return match.Success && int.TryParse(match.Groups[1].Value.Replace("_", "", StringComparison.Ordinal), out var number) ? number : null;
    }

    /// <summary>The texts of <c>NAME = [...]</c> or <c>NAME = new Set([...])</c>, or null.</summary>
    public IReadOnlyList<string>? List(string name)
    {
        var match = Regex.Match(
            text, $@"\b{Regex.Escape(name)}\s*(?::[^=\n]*)?=\s*(?:new\s+Set\s*(?:<[^>]*>)?\s*\(\s*)?\[([^\]]*)\]", RegexOptions.CultureInvariant, Patience);
        return match.Success ? [.. Quoted().Matches(match.Groups[1].Value).Select(item => item.Groups["text"].Value)] : null;
    }

    /// <summary>Labels of the sign-in methods of a type (<c>oauth</c>, <c>api</c>), in the order written.</summary>
    public IReadOnlyList<string> MethodLabels(string type) =>
        [.. Method().Matches(text).Where(match => match.Groups["type"].Value == type).Select(match => match.Groups["label"].Value)];

    /// <summary>
    /// Names of the properties of the object that opens after the first <paramref name="anchor"/> and, behind it, the first
    /// <paramref name="opening"/>; null when either is missing.
    /// </summary>
    public IReadOnlyList<string>? ObjectKeys(string anchor, string opening)
    {
        var start = text.IndexOf(anchor, StringComparison.Ordinal);
        start = start < 0 ? -1 : text.IndexOf(opening, start, StringComparison.Ordinal);
        return start < 0 ? null : ObjectKeyScanner.Scan(text.AsSpan(start + opening.Length));
    }

    private string? Literal(string before)
    {
        var match = Regex.Match(text, before + QuotedPattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);
        return match.Success && !match.Groups["text"].Value.Contains("${", StringComparison.Ordinal) ? match.Groups["text"].Value : null;
    }

    private const string QuotedPattern = """(?<quote>["'`])(?<text>[^"'`\n]*)\k<quote>""";

    [GeneratedRegex(QuotedPattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    // A method's label and type stand next to each other, in either order.
    [GeneratedRegex(
        """label:\s*["'](?<label>[^"'\n]+)["'],\s*type:\s*["'](?<type>oauth|api)["']|type:\s*["'](?<type>oauth|api)["'](\s+as\s+const)?,\s*label:\s*["'](?<label>[^"'\n]+)["']""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Method();
}
