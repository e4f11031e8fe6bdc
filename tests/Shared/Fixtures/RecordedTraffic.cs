using System.Text;
using System.Text.Json;

namespace Weir.TestKit.Fixtures;

/// <summary>The recordings of real provider traffic. They lie beside the checkout, or where <c>WEIR_FIXTURES</c> says.</summary>
internal static class RecordedTraffic
{
    private const string Missing =
        "The recorded traffic is not here: set WEIR_FIXTURES to its folder, or put it at shared/fixtures next to the checkout.";

    private static readonly Lazy<Dictionary<string, IndexEntry>?> Index = new(ReadIndex);

    private static string? Folder { get; } = FindFolder();

    /// <summary>One row of test data for each case that fits; a single skipped row when there are no recordings.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows(Func<IndexEntry, bool> fits)
    {
        if (Index.Value is not { } index)
        {
            return [Repository.IsCi ? new TheoryDataRow<string>("missing") : new TheoryDataRow<string>("missing") { Skip = Missing }];
        }

        return index.Values.Where(fits).Select(static entry => new TheoryDataRow<string>(entry.Name));
    }

    /// <summary>Reads a case. Without recordings the running test is skipped, on a build server it fails.</summary>
    public static RecordedCase Read(string name)
    {
        if (Index.Value is not { } index)
        {
            Assert.SkipUnless(Repository.IsCi, Missing);
            throw new DirectoryNotFoundException(Missing);
        }

        var entry = index[name];
        var folder = Path.Combine(Folder!, entry.Dialect, entry.Case);
        var request = Path.Combine(folder, "request.json");
        return new RecordedCase
        {
            Name = name,
            Status = entry.Status,
            IsStream = entry.Kind == "stream",
            Model = string.IsNullOrEmpty(entry.Model) ? "recorded-model" : entry.Model,
            Path = Source(folder, "path"),
            Host = Source(folder, "host"),
            Request = File.Exists(request) ? File.ReadAllBytes(request) : null,
            Response = ReadResponse(folder, entry),
            ResponseHeaders = ReadHeaders(folder, entry),
        };
    }

    private static byte[] ReadResponse(string folder, IndexEntry entry)
    {
        var bytes = File.ReadAllBytes(Path.Combine(folder, entry.File));
        return entry.File != "stream.txt" || entry.Dialect is "ollama" || entry.Case == "v1-chat-stream" ? bytes : Frame(bytes, entry.Dialect);
    }

    /// <summary>Gives a stream back the framing that its source had removed; Bedrock's binary frames stay lines of JSON.</summary>
    private static byte[] Frame(byte[] lines, string dialect)
    {
        if (dialect.StartsWith("bedrock", StringComparison.Ordinal))
        {
            return lines;
        }

        var text = new StringBuilder();
        foreach (var line in Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (dialect is "anthropic-messages" or "openai-responses" or "cohere-v2")
            {
                using var json = JsonDocument.Parse(line);
                text.Append("event: ").Append(json.RootElement.GetProperty("type").GetString()).Append('\n');
            }

            text.Append("data: ").Append(line).Append("\n\n");
        }

        return Encoding.UTF8.GetBytes(dialect is "openai-chat" or "openai-compat" or "mistral" ? text.Append("data: [DONE]\n\n").ToString() : text.ToString());
    }

    /// <summary>A line of the case's SOURCE file; empty when it has none.</summary>
    private static string Source(string folder, string key) =>
        File.ReadLines(Path.Combine(folder, "SOURCE")).FirstOrDefault(line => line.StartsWith(key + ": ", StringComparison.Ordinal))?[(key.Length + 2)..] ?? "";

    private static Dictionary<string, string> ReadHeaders(string folder, IndexEntry entry)
    {
        var file = Path.Combine(folder, "headers.json");
        var headers = File.Exists(file)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(file), FixtureJson.Default.RecordedHeaders)!.Response
            : [];
        headers.TryAdd("content-type", entry.Kind == "stream" ? "text/event-stream; charset=utf-8" : "application/json");

        // The server that replays sets its own.
        headers.Remove("date");
        return headers;
    }

    private static Dictionary<string, IndexEntry>? ReadIndex() => Folder is null
        ? null
        : JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(Folder, "index.json")), FixtureJson.Default.IndexEntryArray)!
            .ToDictionary(static entry => entry.Name);

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("WEIR_FIXTURES") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = Repository.Root; folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "fixtures");
            if (File.Exists(Path.Combine(candidate, "index.json")))
            {
                return candidate;
            }
        }

        return null;
    }
}
