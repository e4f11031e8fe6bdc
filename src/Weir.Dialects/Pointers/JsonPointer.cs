using System.Globalization;
using System.Text.Json;

namespace Weir.Dialects.Pointers;

/// <summary>RFC 6901: finds one value in JSON.</summary>
public static class JsonPointer
{
    /// <summary>The value that <paramref name="pointer"/> leads to; null when there is none.</summary>
    public static JsonElement? Find(JsonElement root, string pointer)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        var at = root;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (Step(at, name) is not { } next)
            {
                return null;
            }

            at = next;
        }

        return at;
    }

    private static JsonElement? Step(JsonElement at, string name) => at.ValueKind switch
    {
        JsonValueKind.Object when at.TryGetProperty(name, out var member) => member,
        JsonValueKind.Array when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength() => at[index],
        _ => null,
    };
}
