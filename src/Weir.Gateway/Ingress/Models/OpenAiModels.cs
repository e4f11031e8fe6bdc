using System.Text.Json;
using Weir.Catalog;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Ingress.Models;

/// <summary>The model list in OpenAI's shape, with window, price and capabilities beside it.</summary>
internal static class OpenAiModels
{
    /// <param name="json">Where to.</param>
    /// <param name="models">The models.</param>
    /// <param name="rates">What a target costs now; null where it has no price per token.</param>
    public static void WriteList(Utf8JsonWriter json, IEnumerable<ListedModel> models, Func<Target, TokenRates?> rates)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var listed in models)
        {
            Write(json, listed.Name, listed.Target, rates(listed.Target));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, Target target, TokenRates? rates)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, name);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, ReleaseDates.Read(target.Model?.ReleaseDate).ToUnixTimeSeconds());
        json.WriteString("owned_by"u8, target.Connection.Provider.Id);
        if (target.Model is { } model)
        {
            WriteDetails(json, model, rates);
        }

        if (target.Connection.Simulator is not null)
        {
            json.WriteBoolean("simulator"u8, true);
        }

        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, CatalogModel model, TokenRates? rates)
    {
        json.WriteString("name"u8, model.Name);
        if (model.ContextLimit > 0)
        {
            json.WriteNumber("context_length"u8, model.ContextLimit);
        }

        if (model.OutputLimit > 0)
        {
            json.WriteNumber("max_output_tokens"u8, model.OutputLimit);
        }

        if (rates is not null)
        {
            json.WriteStartObject("pricing"u8);
            json.WriteString("unit"u8, "USD per million tokens"u8);
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

        json.WriteStartObject("capabilities"u8);
        json.WriteBoolean("tool_call"u8, model.Capabilities.HasFlag(ModelCapabilities.ToolCall));
        json.WriteBoolean("reasoning"u8, model.Capabilities.HasFlag(ModelCapabilities.Reasoning));
        json.WriteBoolean("attachment"u8, model.Capabilities.HasFlag(ModelCapabilities.Attachment));
        json.WriteBoolean("structured_output"u8, model.Capabilities.HasFlag(ModelCapabilities.StructuredOutput));
        WriteList(json, "input"u8, model.InputModalities);
        WriteList(json, "output"u8, model.OutputModalities);
        json.WriteEndObject();
        json.WriteString("status"u8, model.Status);
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
