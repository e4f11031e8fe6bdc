using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>Writes one model's line; <see cref="ModelLine"/> is the mirror.</summary>
internal static class ModelLineWriter
{
    public static void Write(Utf8JsonWriter writer, CatalogModel model)
    {
        writer.WriteStartObject();
        writer.WriteString("model", model.Id);
        if (model.Name != model.Id)
        {
            writer.WriteString("name", model.Name);
        }

        WriteText(writer, "family", model.Family);
        WriteLimits(writer, model);
        if (model.Price is { } price)
        {
            writer.WritePropertyName("cost");
            PriceJson.Write(writer, price);
        }

        WriteModalities(writer, "in", model.InputModalities);
        WriteModalities(writer, "out", model.OutputModalities);
        if (model.Capabilities != ModelCapabilities.None)
        {
            writer.WriteString("can", SnapshotFormat.ToLetters(model.Capabilities));
        }

        WriteText(writer, "status", model.Status == "active" ? null : model.Status);
        WriteText(writer, "release", model.ReleaseDate);
        WriteText(writer, "updated", model.LastUpdated);
        WriteText(writer, "knowledge", model.KnowledgeCutoff);
        if (model.ReasoningEfforts.Count > 0)
        {
            WriteStrings(writer, "efforts", model.ReasoningEfforts);
        }

        WriteText(writer, "interleaved", model.InterleavedField);
        WriteText(writer, "dialect", model.Dialect);
        WriteText(writer, "base_url", model.BaseUrl);
        WriteText(writer, "key", model.KeyPlacement);
        if (model.Mode is { } mode)
        {
            WriteMode(writer, mode);
        }

        writer.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteStrings(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteLimits(Utf8JsonWriter writer, CatalogModel model)
    {
        if (model is { ContextLimit: 0, InputLimit: 0, OutputLimit: 0 })
        {
            return;
        }

        writer.WriteStartObject("limit");
        WriteLimit(writer, "context", model.ContextLimit);
        WriteLimit(writer, "input", model.InputLimit);
        WriteLimit(writer, "output", model.OutputLimit);
        writer.WriteEndObject();
    }

    private static void WriteLimit(Utf8JsonWriter writer, string name, long value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void WriteModalities(Utf8JsonWriter writer, string name, IReadOnlyList<string> modalities)
    {
        if (modalities is not ["text"])
        {
            WriteStrings(writer, name, modalities);
        }
    }

    private static void WriteMode(Utf8JsonWriter writer, ModelMode mode)
    {
        writer.WriteStartObject("mode");
        writer.WriteString("id", mode.WireId);
        if (mode.BodyJson is { } body)
        {
            writer.WritePropertyName("body");
            writer.WriteRawValue(body);
        }

        if (mode.Headers.Count > 0)
        {
            writer.WriteStartObject("headers");
            foreach (var (header, value) in mode.Headers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteString(header, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
