using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>
/// What the writer and the readers of a snapshot share. A snapshot is JSON Lines: a header, then each provider's line followed by
/// its models' lines; ids in ordinal order; what is at its default is left out. The first property of a line tells what it is.
/// </summary>
internal static class SnapshotFormat
{
    public const int Version = 1;

    /// <summary>Names and labels stay readable in a diff; a snapshot is never put into HTML.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The sign-in of a provider that has nothing special.</summary>
    public static readonly IReadOnlyList<CatalogAuthMethod> UsualAuth = [new("api", "API key")];

    /// <summary>What a provider's line begins with, and the end of the line before it; no model's line can hold it.</summary>
    public static ReadOnlySpan<byte> ProviderStart => "\n{\"provider\":"u8;

    private static readonly (char Letter, ModelCapabilities Capability)[] Letters =
    [
        ('a', ModelCapabilities.Attachment),
        ('r', ModelCapabilities.Reasoning),
        ('t', ModelCapabilities.ToolCall),
        ('s', ModelCapabilities.StructuredOutput),
        ('e', ModelCapabilities.Temperature),
        ('o', ModelCapabilities.OpenWeights),
    ];

    public static string ToLetters(ModelCapabilities capabilities)
    {
        var text = new StringBuilder(Letters.Length);
        foreach (var (letter, capability) in Letters)
        {
            if (capabilities.HasFlag(capability))
            {
                text.Append(letter);
            }
        }

        return text.ToString();
    }

    public static ModelCapabilities FromLetters(ReadOnlySpan<byte> letters)
    {
        var capabilities = ModelCapabilities.None;
        foreach (var (letter, capability) in Letters)
        {
            if (letters.Contains((byte)letter))
            {
                capabilities |= capability;
            }
        }

        return capabilities;
    }
}
