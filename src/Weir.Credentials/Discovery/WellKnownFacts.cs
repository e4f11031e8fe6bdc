using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Credentials.Discovery;

/// <summary>What is kept beside a discovered token: none of it is secret.</summary>
/// <param name="Site">Where it was announced.</param>
/// <param name="Command">The command that a person agreed to have run.</param>
/// <param name="Placement">How the token travels, one of <see cref="Catalog.KeyPlacements"/>; null = as the provider's keys do.</param>
/// <param name="Headers">Headers that carry it instead; <see cref="TokenPlace"/> in them stands for the token.</param>
public sealed partial record WellKnownFacts(string Site, IReadOnlyList<string> Command, string? Placement, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The auth method that reads them.</summary>
    public const string Method = "well-known";

    /// <summary>Stands for the token in <see cref="Headers"/>.</summary>
    public const string TokenPlace = "{token}";

    /// <summary>As facts of a stored credential.</summary>
    public IReadOnlyDictionary<string, string> ToFacts()
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["site"] = Site, ["command"] = JsonSerializer.Serialize(Command, FactsJson.Default.IReadOnlyListString) };
        if (Placement is not null)
        {
            facts["placement"] = Placement;
        }

        if (Headers.Count > 0)
        {
            facts["headers"] = JsonSerializer.Serialize(Headers, FactsJson.Default.IReadOnlyDictionaryStringString);
        }

        return facts;
    }

    /// <summary>Out of the facts of a stored credential; null when they are not of this kind.</summary>
    public static WellKnownFacts? Of(IReadOnlyDictionary<string, string> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        try
        {
            return facts.TryGetValue("site", out var site) && facts.TryGetValue("command", out var command)
                ? new WellKnownFacts(
                    site,
                    JsonSerializer.Deserialize(command, FactsJson.Default.IReadOnlyListString) ?? [],
                    facts.GetValueOrDefault("placement"),
                    facts.TryGetValue("headers", out var headers) ? JsonSerializer.Deserialize(headers, FactsJson.Default.IReadOnlyDictionaryStringString) ?? StoredCredential.NoFacts : StoredCredential.NoFacts)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [JsonSerializable(typeof(IReadOnlyList<string>))]
    [JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
    private sealed partial class FactsJson : JsonSerializerContext;
}
