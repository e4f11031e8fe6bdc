using System.Buffers.Text;
using System.Text.Json;
using Weir.Catalog;
using Weir.Dialects.Pointers;

namespace Weir.Credentials.OAuth;

/// <summary>
/// Reads what a JSON web token says, without checking its signature: the token came over TLS from the token endpoint itself (OpenID Connect
/// Core 3.1.3.7 allows that), and nothing here decides about trust.
/// </summary>
internal static class TokenClaims
{
    /// <summary>The payload; null when the text is no JSON web token.</summary>
    public static JsonElement? Read(string? token)
    {
        if (token?.Split('.') is not [_, { Length: > 0 } payload, _] || !Base64Url.IsValid(payload))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The claims that the flow keeps as facts: from the id token, else from the access token.</summary>
    public static IReadOnlyDictionary<string, string> Keep(SignInFlow flow, string? idToken, string accessToken)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (fact, pointers) in flow.Claims)
        {
            if ((Find(Read(idToken), pointers) ?? Find(Read(accessToken), pointers)) is { } value)
            {
                facts[fact] = value;
            }
        }

        return facts;
    }

    /// <summary>When the token ends by its own word (<c>exp</c>); null when it has none.</summary>
    public static DateTimeOffset? Expiry(string token) =>
        Read(token) is { } claims && claims.TryGetProperty("exp", out var exp) && exp.ValueKind == JsonValueKind.Number &&
        exp.TryGetDouble(out var seconds) && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(seconds))
            : null;

    private static string? Find(JsonElement? claims, IReadOnlyList<string> pointers) => claims is { } root
        ? pointers.Select(pointer => JsonPointer.Find(root, pointer)).Select(Text).FirstOrDefault(text => text is not null)
        : null;

    private static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } found => found,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
