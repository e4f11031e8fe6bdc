using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Gemini;

/// <summary>Google takes every name in two spellings, <c>camelCase</c> and <c>snake_case</c>.</summary>
internal static class Names
{
    /// <summary>The member of either name.</summary>
    public static JsonElement Either(this JsonElement element, string camel, string snake) =>
        element.Member(camel) is { ValueKind: not JsonValueKind.Undefined } found ? found : element.Member(snake);

    /// <summary>The name in Google's own spelling.</summary>
    public static string Camel(string name)
    {
        if (!name.Contains('_', StringComparison.Ordinal))
        {
            return name;
        }

        var words = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? name : words[0] + string.Concat(words.Skip(1).Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
