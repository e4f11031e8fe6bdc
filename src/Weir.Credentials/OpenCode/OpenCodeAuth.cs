using System.Text.Json;

namespace Weir.Credentials.OpenCode;

/// <summary>
/// What OpenCode keeps of sign-ins: <c>OPENCODE_AUTH_CONTENT</c>, else <c>$XDG_DATA_HOME/opencode/auth.json</c>. Only read, never written. Entries of type <c>api</c> may be used as
/// they are; a sign-in whose token rotates can't be shared with OpenCode, whoever refreshed last would sign the other out: those are told by <see cref="Entries"/> alone, to be imported.
/// </summary>
public sealed class OpenCodeAuth(Func<string, string?> environment)
{
    private const string File = "opencode/auth.json";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private IReadOnlyDictionary<string, StoredCredential> _entries = new Dictionary<string, StoredCredential>();
    private long _readAt;

    /// <summary>Of somebody who doesn't use OpenCode.</summary>
    public static OpenCodeAuth None { get; } = new(static _ => null);

    /// <summary>Where the file is looked for; null when there is no home.</summary>
    public string? Path => environment("XDG_DATA_HOME") is { Length: > 0 } data ? System.IO.Path.Combine(data, File)
        : (environment("HOME") ?? environment("USERPROFILE")) is { Length: > 0 } home ? System.IO.Path.Combine(home, ".local/share", File)
        : null;

    /// <summary>Every entry that can be read, by provider id, or by address for discovered gateways.</summary>
    public IReadOnlyDictionary<string, StoredCredential> Entries
    {
        get
        {
            lock (_lock)
            {
                if (_readAt == 0 || TimeProvider.System.GetElapsedTime(_readAt) > Fresh)
                {
                    _entries = Read();
                    _readAt = TimeProvider.System.GetTimestamp();
                }

                return _entries;
            }
        }
    }

    /// <summary>The provider's key; null when there is none, or only a sign-in that rotates.</summary>
    public StoredCredential? Find(string provider) => Entries.GetValueOrDefault(provider) is { Method: "api" } entry ? entry : null;

    private Dictionary<string, StoredCredential> Read()
    {
        var entries = new Dictionary<string, StoredCredential>(StringComparer.Ordinal);
        try
        {
            var text = environment("OPENCODE_AUTH_CONTENT") is { Length: > 0 } content ? content
                : Path is { } path && System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path)
                : null;
            if (text is null)
            {
                return entries;
            }

            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var entry in document.RootElement.EnumerateObject())
                {
                    if (ReadEntry(entry.Name, entry.Value) is { } read)
                    {
                        entries[entry.Name] = read;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            // OpenCode is about to write it, or it is not ours to read: the next look tells.
        }

        return entries;
    }

    private static StoredCredential? ReadEntry(string id, JsonElement entry) => Text(entry, "type") switch
    {
        "api" when Text(entry, "key") is { Length: > 0 } key => new StoredCredential { Method = "api", Provider = id, Access = new Secret(key), Facts = Facts(entry) },
        "oauth" when Text(entry, "access") is { Length: > 0 } access => new StoredCredential
        {
            Method = "oauth",
            Provider = id,
            Access = new Secret(access),
            Refresh = Text(entry, "refresh") is { Length: > 0 } refresh ? new Secret(refresh) : null,
            ExpiresAt = entry.TryGetProperty("expires", out var end) && end.TryGetInt64(out var milliseconds) && milliseconds > 0 ? Instants.OfUnix(milliseconds) : null,
            Facts = OAuthFacts(entry),
        },
        "wellknown" when Text(entry, "token") is { Length: > 0 } token && Text(entry, "key") is { } variable => new StoredCredential
        {
            Method = "well-known",
            Provider = id,
            Access = new Secret(token),
            Facts = new Dictionary<string, string> { ["variable"] = variable },
        },
        _ => null,
    };

    private static Dictionary<string, string> OAuthFacts(JsonElement entry)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Text(entry, "accountId") is { Length: > 0 } account)
        {
            facts["account_id"] = account;
        }

        if (Text(entry, "enterpriseUrl") is { Length: > 0 } host)
        {
            facts["host"] = host;
        }

        return facts;
    }

    private static Dictionary<string, string> Facts(JsonElement entry)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (entry.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
        {
            foreach (var fact in metadata.EnumerateObject().Where(static fact => fact.Value.ValueKind == JsonValueKind.String))
            {
                facts[fact.Name] = fact.Value.GetString()!;
            }
        }

        return facts;
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
