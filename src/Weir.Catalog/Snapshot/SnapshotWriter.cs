using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>Writes a whole snapshot. The same input gives the same bytes, in whatever order it comes.</summary>
internal static class SnapshotWriter
{
    public static byte[] Write(DateOnly date, string source, IEnumerable<CatalogProvider> providers)
    {
        var body = new ArrayBufferWriter<byte>(2 << 20);
        using var writer = new Utf8JsonWriter(body, SnapshotFormat.WriterOptions);
        var (providerCount, modelCount) = (0, 0);
        foreach (var provider in providers.OrderBy(provider => provider.Id, StringComparer.Ordinal))
        {
            providerCount++;
            ProviderLineWriter.Write(writer, provider);
            EndLine(writer, body);
            foreach (var model in provider.Models.Values.OrderBy(model => model.Id, StringComparer.Ordinal))
            {
                modelCount++;
                ModelLineWriter.Write(writer, model);
                EndLine(writer, body);
            }
        }

        var head = new ArrayBufferWriter<byte>(512);
        writer.Reset(head);
        var info = new CatalogInfo(date, source, providerCount, modelCount);
        new SnapshotHeader(info, Convert.ToHexStringLower(SHA256.HashData(body.WrittenSpan))).WriteTo(writer);
        EndLine(writer, head);
        return [.. head.WrittenSpan, .. body.WrittenSpan];
    }

    private static void EndLine(Utf8JsonWriter writer, ArrayBufferWriter<byte> output)
    {
        writer.Flush();
        output.GetSpan(1)[0] = (byte)'\n';
        output.Advance(1);
        writer.Reset();
    }
}
