using System.Text.Json;

namespace Weir.Credentials.Exchanges;

/// <summary>A service key of SAP's Business Technology Platform: a client with its secret, where it gets tokens, and where the service is.</summary>
internal sealed record ServiceKey(string ClientId, Secret ClientSecret, string TokenUrl, Uri? Api)
{
    /// <summary>Whether a key is JSON, and so no token.</summary>
    public static bool Looks(string key) => key.TrimStart() is ['{', ..];

    /// <summary>Reads one; null when something that it needs is missing.</summary>
    public static ServiceKey? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return Text(root, "clientid") is { } id && Text(root, "clientsecret") is { } secret && Text(root, "url") is { } url
                ? new ServiceKey(id, new Secret(secret), url.TrimEnd('/') + "/oauth/token", Address(root))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Uri? Address(JsonElement root) =>
        root.TryGetProperty("serviceurls", out var urls) && Text(urls, "AI_API_URL") is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? url
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
