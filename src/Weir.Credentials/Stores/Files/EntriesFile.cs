using System.Buffers;
using System.Text.Json;

namespace Weir.Credentials.Stores.Files;

/// <summary>A file of named bytes: <c>{"version":1,"entries":{"NAME":"BASE64"}}</c>. Small, so it is read and written as a whole.</summary>
internal sealed class EntriesFile(string path)
{
    private const int Version = 1;

    /// <summary>Absolute path.</summary>
    public string FullPath { get; } = path;

    /// <summary>Called at each step of a write; tests fail there.</summary>
    public Action<string>? Reached { get; init; }

    /// <summary>All entries in ordinal order of their names; empty when there is no file.</summary>
    /// <exception cref="CredentialException">The file can't be read, or is none of ours.</exception>
    public SortedDictionary<string, byte[]> Read()
    {
        var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (WholeFile.Read(FullPath) is not { } content)
        {
            return entries;
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            if (document.RootElement.GetProperty("version").GetInt32() is var version && version != Version)
            {
                throw new CredentialException(
                    CredentialFailure.Misconfigured,
                    $"'{FullPath}' has format {version}, and this Weir knows format {Version} alone.",
                    "Run the newer Weir that wrote it.");
            }

            foreach (var entry in document.RootElement.GetProperty("entries").EnumerateObject())
            {
                entries[entry.Name] = entry.Value.GetBytesFromBase64();
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CredentialException(
                CredentialFailure.Misconfigured,
                $"'{FullPath}' is damaged: it is not what Weir wrote.",
                "Restore it from a backup, or move it away and sign in again.",
                e);
        }

        return entries;
    }

    /// <summary>Writes all entries in the place of what was there. The caller holds the lock.</summary>
    public void Write(SortedDictionary<string, byte[]> entries)
    {
        var content = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartObject("entries");
            foreach (var (name, value) in entries)
            {
                json.WriteBase64String(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        WholeFile.Replace(FullPath, content.WrittenSpan, Reached);
    }
}
