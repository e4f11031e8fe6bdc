using System.Text.Json;

namespace Weir.Routing.Announced;

/// <summary>Models of OpenCode's configuration in weir.yaml's words, which are models.dev's as well. What weir.yaml would refuse is left out.</summary>
internal static class ModelBlocks
{
    private const decimal LargestLimit = 10_000_000_000;

    private const decimal DearestRate = 1_000_000;

    private static readonly string[] Flags = ["reasoning", "tool_call", "attachment", "temperature"];

    private static readonly string[] Modalities = ["text", "image", "audio", "video", "pdf"];

    private static readonly string[] States = ["active", "beta", "alpha", "deprecated"];

    /// <summary>What writes each model. The wire's id stands for a model that has one beside its name; an id comes once.</summary>
    public static IReadOnlyList<Action<Utf8JsonWriter>> Of(JsonElement models) =>
    [
        .. Json.Objects(models)
            .Select(static model => (Id: Json.Text(model.Value, "id") ?? model.Name, model.Value))
            .Where(static model => model.Id.Length > 0 && !model.Id.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
            .DistinctBy(static model => model.Id, StringComparer.Ordinal)
            .Select(static model => (Action<Utf8JsonWriter>)(json => Write(json, model.Id, model.Value))),
    ];

    private static void Write(Utf8JsonWriter json, string id, JsonElement model)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        WriteText(json, model, "name");
        WriteText(json, model, "family");
        if (Json.Text(model, "status") is { } status && States.Contains(status, StringComparer.Ordinal))
        {
            json.WriteString("status"u8, status);
        }

        foreach (var flag in Flags)
        {
            if (Json.Flag(model, flag) is { } on)
            {
                json.WriteBoolean(flag, on);
            }
        }

        WriteNumbers(json, Json.Object(model, "limit"), "limit", LargestLimit, whole: true, "context", "input", "output");
        var cost = Json.Object(model, "cost");
        if (Json.Number(cost, "input") is >= 0 and <= DearestRate && Json.Number(cost, "output") is >= 0 and <= DearestRate)
        {
            WriteNumbers(json, cost, "cost", DearestRate, whole: false, "input", "output", "cache_read", "cache_write");
        }

        WriteModalities(json, Json.Object(model, "modalities"));
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, JsonElement model, string name)
    {
        if (Json.Text(model, name) is { Length: > 0 } text)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, JsonElement from, string block, decimal most, bool whole, params ReadOnlySpan<string> names)
    {
        if (from.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        json.WriteStartObject(block);
        foreach (var name in names)
        {
            if (Json.Number(from, name) is { } number && number >= 0 && number <= most && (!whole || number == decimal.Truncate(number)))
            {
                WriteNumber(json, name, number, whole);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>A limit without a fraction, so that it reads as a whole number.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, decimal number, bool whole)
    {
        if (whole)
        {
            json.WriteNumber(name, (long)number);
        }
        else
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteModalities(Utf8JsonWriter json, JsonElement modalities)
    {
        if (modalities.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        json.WriteStartObject("modalities"u8);
        foreach (var side in (ReadOnlySpan<string>)["input", "output"])
        {
            if (modalities.TryGetProperty(side, out var list) && list.ValueKind == JsonValueKind.Array)
            {
                json.WriteStartArray(side);
                foreach (var item in list.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String && Modalities.Contains(item.GetString(), StringComparer.Ordinal)))
                {
                    json.WriteStringValue(item.GetString());
                }

                json.WriteEndArray();
            }
        }

        json.WriteEndObject();
    }
}
