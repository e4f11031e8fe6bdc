using System.Text.Json;
using Weir.Catalog;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Ingress.Discovery;

/// <summary>This gateway as a provider of OpenCode's configuration.</summary>
internal static class OpenCodeBlock
{
    /// <summary>No provider of OpenCode's own list has this id.</summary>
    private const string Id = "weir";

    private static readonly (string Key, ModelCapabilities Capability)[] Capabilities =
    [
        ("reasoning", ModelCapabilities.Reasoning),
        ("tool_call", ModelCapabilities.ToolCall),
        ("attachment", ModelCapabilities.Attachment),
        ("temperature", ModelCapabilities.Temperature),
    ];

    /// <summary>Writes the members of the configuration.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="address">The gateway's address without a slash at the end.</param>
    /// <param name="models">What to list; null writes no list.</param>
    /// <param name="rates">What a target costs now; null where it has no price per token.</param>
    public static void Write(Utf8JsonWriter json, string address, IEnumerable<ListedModel>? models, Func<Target, TokenRates?> rates)
    {
        json.WriteStartObject("provider"u8);
        json.WriteStartObject(Id);
        json.WriteString("name"u8, "Weir"u8);
        json.WriteString("npm"u8, SdkPackages.OpenAiCompatible);
        json.WriteStartObject("options"u8);
        json.WriteString("baseURL"u8, address + "/v1");
        json.WriteString("apiKey"u8, $"{{env:{DiscoveryEndpoint.Variable}}}");
        json.WriteEndObject();
        if (models is not null)
        {
            json.WriteStartObject("models"u8);
            foreach (var listed in models.Where(static listed => IsChat(listed.Target)))
            {
                json.WriteStartObject(listed.Name);
                WriteModel(json, listed, rates(listed.Target));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>OpenCode talks and nothing else: a model that makes pictures or vectors is no use to it.</summary>
    private static bool IsChat(Target target) =>
        target.Model is not { } model || model.OutputModalities.Count == 0 || model.OutputModalities.Contains("text", StringComparer.Ordinal);

    private static void WriteModel(Utf8JsonWriter json, ListedModel listed, TokenRates? rates)
    {
        // In the target's own dialect nothing is translated, and signatures of thinking stay whole.
        if (listed.Target.Connection.Simulator is null && Package(listed.Target) is { } npm)
        {
            json.WriteStartObject("provider"u8);
            json.WriteString("npm"u8, npm);
            json.WriteEndObject();
        }

        if (listed.Target.Model is not { } model)
        {
            json.WriteString("name"u8, listed.Name);
            return;
        }

        json.WriteString("name"u8, model.Name);
        foreach (var (key, capability) in Capabilities)
        {
            json.WriteBoolean(key, model.Capabilities.HasFlag(capability));
        }

        if (model.ReleaseDate is { } date)
        {
            json.WriteString("release_date"u8, date);
        }

        if (model.Status is "alpha" or "beta" or "deprecated")
        {
            json.WriteString("status"u8, model.Status);
        }

        // A limit of one side alone is refused by OpenCode, one of 0 is unknown to it too.
        if (model.ContextLimit > 0 || model.OutputLimit > 0)
        {
            json.WriteStartObject("limit"u8);
            json.WriteNumber("context"u8, model.ContextLimit);
            json.WriteNumber("output"u8, model.OutputLimit);
            json.WriteEndObject();
        }

        if (rates is not null)
        {
            WriteCost(json, rates);
        }

        if (model.InputModalities.Count > 0 && model.OutputModalities.Count > 0)
        {
            json.WriteStartObject("modalities"u8);
            WriteList(json, "input"u8, model.InputModalities);
            WriteList(json, "output"u8, model.OutputModalities);
            json.WriteEndObject();
        }
    }

    private static string? Package(Target target) => target.Wires.Wires is [{ } wire, ..]
        ? wire.Dialect switch
        {
            DialectNames.AnthropicMessages => SdkPackages.Anthropic,
            DialectNames.OpenAiResponses => SdkPackages.OpenAi,
            _ => null,
        }
        : null;

    private static void WriteCost(Utf8JsonWriter json, TokenRates rates)
    {
        json.WriteStartObject("cost"u8);
        json.WriteNumber("input"u8, rates.Input);
        json.WriteNumber("output"u8, rates.Output);
        if (rates.CacheRead is { } read)
        {
            json.WriteNumber("cache_read"u8, read);
        }

        if (rates.CacheWrite is { } write)
        {
            json.WriteNumber("cache_write"u8, write);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
