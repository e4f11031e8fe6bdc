using System.Text.Json;

namespace Weir.Credentials.Commands;

/// <summary>Finds the token, and when it ends, in what a program printed or a file holds.</summary>
internal static class TokenText
{
    /// <summary>The token: all of the text, or what the pointer names in it.</summary>
    /// <exception cref="CredentialException">There is none.</exception>
    public static (Secret Token, DateTimeOffset? ExpiresAt) Read(string text, string? tokenPointer, string? expiresPointer, string where)
    {
        if (tokenPointer is null && expiresPointer is null)
        {
            return (Token(text.Trim(), where), null);
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var token = tokenPointer is null ? document.RootElement : At(document.RootElement, tokenPointer);
            var end = expiresPointer is null ? default : At(document.RootElement, expiresPointer);
            return (Token(token.ValueKind == JsonValueKind.String ? token.GetString()! : "", where), Instants.Of(end));
        }
        catch (JsonException exception)
        {
            throw new CredentialException(CredentialFailure.Misconfigured, $"{where} is no JSON.", "Correct auth.token_pointer, or leave it out when the text is the token itself.", exception);
        }
    }

    /// <summary>RFC 6901.</summary>
    private static JsonElement At(JsonElement element, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1).Select(static part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            element = element.ValueKind switch
            {
                JsonValueKind.Object when element.TryGetProperty(part, out var member) => member,
                JsonValueKind.Array when int.TryParse(part, out var index) && index < element.GetArrayLength() => element[index],
                _ => default,
            };
        }

        return element;
    }

    private static Secret Token(string text, string where) =>
        text.Length == 0 || text.Any(static letter => char.IsControl(letter) || letter > '~')
            ? throw new CredentialException(CredentialFailure.Misconfigured, $"{where} holds no token.", "Check the command or file, and auth.token_pointer.")
            : new Secret(text);
}
