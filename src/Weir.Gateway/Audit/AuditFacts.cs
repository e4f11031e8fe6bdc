using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Weir.Gateway.Audit;

/// <summary>Facts as one JSON object. Each is named where it is taken, so that no secret comes in with a whole record.</summary>
internal static class AuditFacts
{
    /// <summary>Characters of one fact at most: names are the callers' to choose.</summary>
    public const int LongestFact = 256;

    /// <summary>The object; facts without a value are left out.</summary>
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in facts)
            {
                switch (value)
                {
                    case null:
                        break;
                    case bool flag:
                        json.WriteBoolean(name, flag);
                        break;
                    case int number:
                        json.WriteNumber(name, number);
                        break;
                    case long number:
                        json.WriteNumber(name, number);
                        break;
                    case decimal number:
                        json.WriteNumber(name, number);
                        break;
                    case DateTimeOffset moment:
                        json.WriteString(name, moment.ToUniversalTime());
                        break;
                    case IEnumerable<string> texts:
                        json.WriteString(name, Cut(string.Join(' ', texts)));
                        break;
                    default:
                        json.WriteString(name, Cut(value.ToString() ?? ""));
                        break;
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>An address without user, query and fragment: keys hide there.</summary>
    public static string? Address(Uri? address) => address?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>The text, shortened where it is too long.</summary>
    public static string Cut(string text) => text.Length <= LongestFact ? text : text[..LongestFact];
}
