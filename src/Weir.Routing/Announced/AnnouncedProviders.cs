using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Catalog;
using Weir.Credentials.Discovery;

namespace Weir.Routing.Announced;

/// <summary>Reads the <c>provider</c> blocks of OpenCode's configuration. What doesn't have the expected type is not there.</summary>
public static class AnnouncedProviders
{
    /// <summary>The type of connections to servers that the catalogue doesn't know.</summary>
    private const string AnyServer = "openai-compatible";

    /// <summary>The providers of an announced configuration, in its order.</summary>
    /// <param name="config">What is announced to everybody; may be undefined.</param>
    /// <param name="remote">What holders of the token are told; laid over it. May be undefined.</param>
    /// <param name="variable">The name that <c>{env:NAME}</c> stands for the token by.</param>
    /// <param name="isKnown">Whether the catalogue has a provider of that id.</param>
    public static IReadOnlyList<AnnouncedProvider> Read(JsonElement config, JsonElement remote, string variable, Func<string, bool> isKnown)
    {
        ArgumentNullException.ThrowIfNull(isKnown);
        var blocks = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var layer in new[] { config, remote })
        {
            foreach (var (id, block) in Json.Objects(Json.Object(layer, "provider")))
            {
                blocks[id] = blocks.TryGetValue(id, out var below) ? Json.Merge(below, block) : block;
            }
        }

        return [.. blocks.Select(pair => Of(pair.Key, pair.Value, "{env:" + variable + "}", isKnown(pair.Key)))];
    }

    private static AnnouncedProvider Of(string id, JsonElement block, string token, bool isKnown)
    {
        var name = Json.Text(block, "name") ?? id;
        var npm = Json.Text(block, "npm");
        var options = Json.Object(block, "options");
        var address = Json.Text(options, "baseURL") ?? Json.Text(block, "api");
        var baseUrl = Uri.TryCreate(address, UriKind.Absolute, out var given) && WellKnownClient.IsSafe(given) ? given : null;
        var headers = Json.Texts(Json.Object(options, "headers"));
        var dialect = npm is null ? null : SdkPackages.DialectOf(npm) ?? (baseUrl is null ? null : DialectNames.OpenAiChat);
        var leftOut = !IsName(id) ? "Its id can't be the name of a connection."
            : address is not null && baseUrl is null ? "Its address is neither https nor on this machine."
            : baseUrl is null && !isKnown ? $"It has no address{(npm is null ? "" : $", and Weir knows none for {npm}")}."
            : headers.Values.Any(value => value.Replace(token, "", StringComparison.Ordinal).Contains("{env:", StringComparison.Ordinal) || value.Contains("{file:", StringComparison.Ordinal)) ? "Its headers ask for variables or files of this machine."
            : null;
        if (leftOut is not null)
        {
            return new AnnouncedProvider { Id = id, Name = name, LeftOut = leftOut };
        }

        var carriers = headers.Where(header => header.Value.Contains(token, StringComparison.Ordinal)).ToDictionary(
            static header => header.Key, header => header.Value.Replace(token, WellKnownFacts.TokenPlace, StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);
        var models = ModelBlocks.Of(Json.Object(block, "models"));
        return new AnnouncedProvider
        {
            Id = id,
            Name = name,
            Provider = isKnown ? id : AnyServer,
            BaseUrl = baseUrl,
            Models = models.Count,
            Settings = Settings(dialect is null || (!isKnown && dialect == DialectNames.OpenAiChat) ? null : dialect, headers.Where(header => !carriers.ContainsKey(header.Key)), models),
            Placement = dialect is null ? null : KeyPlacements.DefaultFor(dialect),
            TokenHeaders = carriers,
        };
    }

    private static bool IsName(string id) => id.Length is > 0 and <= 128 && !id.Any(static letter => letter == '/' || char.IsWhiteSpace(letter) || char.IsControl(letter));

    private static string Settings(string? dialect, IEnumerable<KeyValuePair<string, string>> headers, IReadOnlyList<Action<Utf8JsonWriter>> models)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            if (dialect is not null)
            {
                json.WriteString("dialect"u8, dialect);
            }

            if (headers.ToList() is { Count: > 0 } some)
            {
                json.WriteStartObject("headers"u8);
                some.ForEach(header => json.WriteString(header.Key, header.Value));
                json.WriteEndObject();
            }

            if (models.Count > 0)
            {
                json.WriteStartArray("models"u8);
                foreach (var write in models)
                {
                    write(json);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
