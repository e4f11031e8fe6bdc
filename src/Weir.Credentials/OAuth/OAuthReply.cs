using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Weir.Credentials.OAuth;

/// <summary>What an OAuth endpoint answered. Some answer errors with status 200, so the status alone tells nothing.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON object; an undefined element when the answer was none.</param>
/// <param name="SentAt">When the request went out, by our clock.</param>
/// <param name="ServerTime">The Date header.</param>
public sealed record OAuthReply(int Status, JsonElement Body, DateTimeOffset SentAt, DateTimeOffset? ServerTime)
{
    private const int LongestDescription = 200;

    /// <summary>What came back with a browser, as if a server had answered it.</summary>
    public static OAuthReply OfRedirect(IReadOnlyDictionary<string, string> parameters, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in parameters)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return new OAuthReply(200, document.RootElement.Clone(), at, ServerTime: null);
    }

    /// <summary>True for an answer without an error.</summary>
    public bool IsSuccess => Status is >= 200 and < 300 && Body.ValueKind == JsonValueKind.Object && Error is null;

    /// <summary>True when the same request may work later: the server has trouble, or wants fewer requests.</summary>
    public bool IsTrouble => Status is >= 500 or 429 or 408 || Error is "server_error" or "temporarily_unavailable";

    /// <summary>The error's code: <c>error</c> of RFC 6749, or <c>error.code</c> of those who nest it.</summary>
    public string? Error => Member("error") switch
    {
        { ValueKind: JsonValueKind.String } code => code.GetString(),
        { ValueKind: JsonValueKind.Object } nested => TextOf(nested, "code") ?? TextOf(nested, "type") ?? "",
        _ => null,
    };

    /// <summary>The error in the server's words: one line of printable characters, at most 200; null when it said nothing.</summary>
    public string? Description
    {
        get
        {
            var text = Text("error_description") ?? (Member("error") is { ValueKind: JsonValueKind.Object } nested ? TextOf(nested, "message") : null);
            return text is null ? null : string.Concat(text.Where(c => !char.IsControl(c)).Take(LongestDescription)).Trim();
        }
    }

    /// <summary>A member that is a text and not empty.</summary>
    public string? Text(string name) => TextOf(Body, name);

    /// <summary>A member that is a number, or a text with a number in it.</summary>
    public double? Number(string name) => Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) => value,
        { ValueKind: JsonValueKind.String } text when double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) => value,
        _ => null,
    };

    /// <summary>A record's own printing would show tokens.</summary>
    public override string ToString() => $"{Status} {Error}";

    private JsonElement? Member(string name) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var member) ? member : null;

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String &&
        member.GetString() is { Length: > 0 } text
            ? text
            : null;
}
