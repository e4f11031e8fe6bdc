using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

/// <summary>Options of Cloudflare's AI Gateway, as the headers that they are.</summary>
internal sealed class CloudflareHeaders(ProblemList problems)
{
    /// <summary>The provider that knows them.</summary>
    public const string Provider = "cloudflare-ai-gateway";

    /// <summary>The gateway drops what is beyond.</summary>
    private const int MostMetadata = 5;

    /// <summary>The headers with those of the options beside them; one that is there already stays.</summary>
    public IReadOnlyDictionary<string, string> Beside(IReadOnlyDictionary<string, string> given, ConfigBlock options)
    {
        var headers = new Dictionary<string, string>(given, StringComparer.OrdinalIgnoreCase);
        if (options.Map("metadata") is { Count: > 0 } metadata)
        {
            headers.TryAdd("cf-aig-metadata", Metadata(metadata.Select(static entry => (entry.Key.Text, entry.Value.Text))));
            if (metadata.Count > MostMetadata)
            {
                problems.Error(options.At("metadata"), $"{metadata.Count} entries; the gateway keeps five.", "Take the others out.");
            }
        }

        if (options.Duration("cache_ttl") is { } ttl)
        {
            headers.TryAdd("cf-aig-cache-ttl", ((long)ttl.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        if (options.Scalar("cache_key") is { } key)
        {
            headers.TryAdd("cf-aig-cache-key", key.Text);
            if (key.Text.Any(char.IsControl))
            {
                problems.Error(key.Node, "a header can't hold a line break or another control character.", "Take it out.");
            }
        }

        Add(headers, "cf-aig-skip-cache", options.Flag("skip_cache"));
        Add(headers, "cf-aig-collect-log", options.Flag("collect_log"));
        return headers;
    }

    private static void Add(Dictionary<string, string> headers, string name, bool? flag)
    {
        if (flag is { } said)
        {
            headers.TryAdd(name, said ? "true" : "false");
        }
    }

    /// <summary>A JSON object; what is not ASCII is escaped, as a header demands.</summary>
    private static string Metadata(IEnumerable<(string Name, string Value)> entries)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in entries)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(stream.ToArray());
    }
}
