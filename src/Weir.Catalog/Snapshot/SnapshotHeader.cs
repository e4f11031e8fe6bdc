using System.Globalization;
using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>The first line of a snapshot.</summary>
/// <param name="Info">Date, source and counts.</param>
/// <param name="Digest">SHA-256 of all bytes after the header's line, in lower-case hex.</param>
internal sealed record SnapshotHeader(CatalogInfo Info, string Digest)
{
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("format", SnapshotFormat.Version);
        writer.WriteString("date", Info.Date.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteString("source", Info.Source);
        writer.WriteNumber("providers", Info.ProviderCount);
        writer.WriteNumber("models", Info.ModelCount);
        writer.WriteString("sha256", Digest);
        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">The line is not JSON, or of another shape.</exception>
    /// <exception cref="CatalogFormatException">The snapshot was written in another format version.</exception>
    public static SnapshotHeader Read(ReadOnlySpan<byte> line)
    {
        var (format, date, source, providers, models, digest) = (0, "", "", 0, 0, "");
        var reader = new JsonLineReader(line);
        while (reader.NextProperty())
        {
            if (reader.Is("format"u8))
            {
                format = reader.Int32();
            }
            else if (reader.Is("date"u8))
            {
                date = reader.String();
            }
            else if (reader.Is("source"u8))
            {
                source = reader.String();
            }
            else if (reader.Is("providers"u8))
            {
                providers = reader.Int32();
            }
            else if (reader.Is("models"u8))
            {
                models = reader.Int32();
            }
            else if (reader.Is("sha256"u8))
            {
                digest = reader.String();
            }
            else
            {
                reader.Skip();
            }
        }

        if (format != SnapshotFormat.Version)
        {
            throw new CatalogFormatException(
                $"its format is {format} and this Weir reads format {SnapshotFormat.Version}");
        }

        return DateOnly.TryParseExact(date, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new SnapshotHeader(new CatalogInfo(day, source, providers, models), digest)
            : throw new JsonException("the header has no date");
    }
}
