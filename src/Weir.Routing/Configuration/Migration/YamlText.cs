using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Routing.Configuration.Migration;

/// <summary>Writes YAML, line by line.</summary>
internal sealed partial class YamlText
{
    private readonly StringBuilder _text = new();

    public YamlText Line(int depth, string words)
    {
        _text.Append(' ', depth * 2).Append(words).Append('\n');
        return this;
    }

    /// <summary><c>key: value</c>, the value quoted where it must be; nothing for null.</summary>
    public YamlText Pair(int depth, string key, string? value) => value is null ? this : Line(depth, $"{Scalar(key)}: {Scalar(value)}");

    public override string ToString() => _text.ToString();

    /// <summary>A list on one line.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Scalar))}]";

    /// <summary>A text as YAML reads it back, inside brackets too.</summary>
    public static string Scalar(string text)
    {
        if (Plain().IsMatch(text) && !NotText().IsMatch(text))
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                '\n' => quoted.Append("\\n"),
                _ when char.IsControl(letter) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_/.][A-Za-z0-9_/.@+-]*(:[A-Za-z0-9_/.@+-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    /// <summary>What YAML would take for a number, a truth or nothing; digits with colons too, which older readers take for times.</summary>
    [GeneratedRegex(@"\A([0-9.+-][0-9a-fA-FxXoO_.:+-]*|true|false|yes|no|on|off|null|y|n)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NotText();
}
