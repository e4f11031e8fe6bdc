using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Translation;

namespace Weir.Dialects.SapOrchestration;

/// <summary>
/// The service runs the messages of a template through a template engine: <c>{{?name}}</c> is filled in, other braces of that kind are an error. It has no escape. What it fills in, it
/// takes as it is, and so it does with the messages of the history. So a text with template syntax goes as the value of a placeholder of its own and reaches the model unharmed.
/// </summary>
internal sealed partial class Placeholders
{
    public const string Member = "placeholder_values";

    private readonly List<string> _texts = [];

    /// <summary>The text as it can stand in a template: itself, or a placeholder for it.</summary>
    public string Mask(string text)
    {
        if (!HasSyntax(text))
        {
            return text;
        }

        _texts.Add(text);
        return $"{{{{?{Name(_texts.Count)}}}}}";
    }

    /// <summary>Writes the values of all placeholders; nothing where there are none.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        if (_texts.Count == 0)
        {
            return;
        }

        json.WriteStartObject(Member);
        for (var i = 0; i < _texts.Count; i++)
        {
            json.WriteString(Name(i + 1), _texts[i]);
        }

        json.WriteEndObject();
    }

    /// <summary>Fills a text of a template, as the service does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">The request's values.</param>
    /// <param name="defaults">The template's own values for what the request does not say.</param>
    public static string Fill(string text, JsonElement values, JsonElement defaults) => Placeholder().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        return (values.Member(name), defaults.Member(name)) switch
        {
            ({ ValueKind: not JsonValueKind.Undefined } value, _) => Expect.Text(value, $"{Member}.{name}"),
            (_, { ValueKind: not JsonValueKind.Undefined } usual) => Expect.Text(usual, $"defaults.{name}"),
            _ => throw Expect.Missing($"{Member}.{name}"),
        };
    });

    private static bool HasSyntax(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) || text.Contains("{#", StringComparison.Ordinal);

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"text{number}");

    [GeneratedRegex(@"\{\{\?([A-Za-z0-9_\-]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
