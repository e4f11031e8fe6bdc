using System.Security.Cryptography;
using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>Where each provider's lines begin and end in a snapshot's bytes. Made by one scan for line ends; nothing is parsed but the header.</summary>
internal sealed class SnapshotIndex
{
    private SnapshotIndex(CatalogInfo info, IReadOnlyList<Section> sections)
    {
        Info = info;
        Sections = sections;
    }

    public CatalogInfo Info { get; }

    public IReadOnlyList<Section> Sections { get; }

    /// <summary>One provider's part of the snapshot.</summary>
    /// <param name="Line">Number of the provider's line, from 1.</param>
    /// <param name="Start">First byte of the provider's line.</param>
    /// <param name="Models">First byte of its first model's line.</param>
    /// <param name="End">First byte after its last line.</param>
    /// <param name="ModelCount">Model lines in it.</param>
    internal readonly record struct Section(int Line, int Start, int Models, int End, int ModelCount);

    /// <param name="bytes">The snapshot.</param>
    /// <param name="verify">Whether to check the digest; the shipped snapshot is as sound as the program it is part of.</param>
    /// <exception cref="CatalogFormatException">Not a snapshot, cut short or damaged. The message is a clause to build on.</exception>
    public static SnapshotIndex Build(ReadOnlySpan<byte> bytes, bool verify)
    {
        var headEnd = bytes.IndexOf((byte)'\n');
        if (headEnd < 0)
        {
            throw new CatalogFormatException("it has no header line");
        }

        var header = ReadHeader(bytes[..headEnd]);
        var sections = Scan(bytes, headEnd + 1, header.Info.ProviderCount);
        var models = sections.Sum(section => section.ModelCount);
        if (sections.Count != header.Info.ProviderCount || models != header.Info.ModelCount)
        {
            throw new CatalogFormatException(
                $"it has {sections.Count} providers and {models} models, and its header says {header.Info.ProviderCount} and {header.Info.ModelCount}");
        }

        return verify && Convert.ToHexStringLower(SHA256.HashData(bytes[(headEnd + 1)..])) != header.Digest
            ? throw new CatalogFormatException("its contents don't match the checksum in its header")
            : new SnapshotIndex(header.Info, sections);
    }

    private static SnapshotHeader ReadHeader(ReadOnlySpan<byte> line)
    {
        try
        {
            return SnapshotHeader.Read(line);
        }
        catch (JsonException error)
        {
            throw new CatalogFormatException($"line 1 is not a snapshot's header ({error.Message})", error);
        }
    }

    private static List<Section> Scan(ReadOnlySpan<byte> bytes, int position, int expected)
    {
        var sections = new List<Section>(Math.Clamp(expected, 0, 4096));
        for (var line = 2; position < bytes.Length; line++)
        {
            var rest = bytes[position..];
            var length = rest.IndexOf((byte)'\n') + 1;
            if (length == 0)
            {
                throw new CatalogFormatException("its last line is cut");
            }

            var mark = length > 2 ? rest[2] : (byte)0;
            if (mark == SnapshotFormat.ProviderMark)
            {
                sections.Add(new Section(line, position, position + length, position + length, 0));
            }
            else if (mark == SnapshotFormat.ModelMark && sections.Count > 0)
            {
                var last = sections[^1];
                sections[^1] = last with { End = position + length, ModelCount = last.ModelCount + 1 };
            }
            else
            {
                throw new CatalogFormatException($"line {line} is neither a provider nor a model of one");
            }

            position += length;
        }

        return sections;
    }
}
