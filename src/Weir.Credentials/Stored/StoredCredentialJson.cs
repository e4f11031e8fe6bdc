using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Weir.Credentials;

/// <summary>
/// A stored credential as bytes: JSON with a version. Members that are not known are passed over, so that an older Weir reads what a newer
/// one wrote as long as the version stays.
/// </summary>
internal static class StoredCredentialJson
{
    private const int Version = 1;

    public static byte[] Write(StoredCredential credential)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("method", credential.Method);
            json.WriteString("provider", credential.Provider);
            WriteText(json, "flow", credential.Flow);
            WriteText(json, "access", credential.Access?.Reveal());
            WriteText(json, "refresh", credential.Refresh?.Reveal());
            WriteTime(json, "expires_at", credential.ExpiresAt);
            WriteTime(json, "saved_at", credential.SavedAt);
            WriteText(json, "signed_out", credential.SignedOut);
            json.WriteStartObject("facts");
            foreach (var (name, value) in credential.Facts)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <param name="connection">Whose it is, for the message.</param>
    /// <param name="bytes">What <see cref="Write"/> gave.</param>
    /// <exception cref="CredentialException">The bytes are of a newer version, or damaged. The message tells nothing of them.</exception>
    public static StoredCredential Read(string connection, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() is var version && version != Version)
            {
                throw new CredentialException(
                    CredentialFailure.Misconfigured,
                    $"The stored credential of '{connection}' has format {version}, and this Weir knows format {Version} alone.",
                    "Run the newer Weir that wrote it, or sign in again.");
            }

            return new StoredCredential
            {
                Method = root.GetProperty("method").GetString() ?? "",
                Provider = root.GetProperty("provider").GetString() ?? "",
                Flow = Text(root, "flow"),
                Access = SecretOf(root, "access"),
                Refresh = SecretOf(root, "refresh"),
                ExpiresAt = Time(root, "expires_at"),
                SavedAt = Time(root, "saved_at") ?? DateTimeOffset.UnixEpoch,
                SignedOut = Text(root, "signed_out"),
                Facts = Facts(root),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Without the inner exception: its message may quote what it could not read.
            throw new CredentialException(CredentialFailure.Misconfigured, $"The stored credential of '{connection}' is damaged.", "Sign in again.");
        }
    }

    /// <summary>Whether the two are not the same. As bytes: a record with a dictionary in it is never equal to its copy.</summary>
    public static bool Differ(StoredCredential? left, StoredCredential? right) =>
        (left is null) != (right is null) || (left is not null && right is not null && !Write(left).AsSpan().SequenceEqual(Write(right)));

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? value) =>
        WriteText(json, name, value?.ToString("O", CultureInfo.InvariantCulture));

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private static Secret? SecretOf(JsonElement root, string name) => Text(root, name) is { Length: > 0 } text ? new Secret(text) : null;

    private static DateTimeOffset? Time(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetDateTimeOffset() : null;

    private static Dictionary<string, string> Facts(JsonElement root)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.TryGetProperty("facts", out var found))
        {
            foreach (var fact in found.EnumerateObject())
            {
                facts[fact.Name] = fact.Value.GetString() ?? "";
            }
        }

        return facts;
    }
}
