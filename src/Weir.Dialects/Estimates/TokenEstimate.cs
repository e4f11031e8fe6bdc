namespace Weir.Dialects.Estimates;

/// <summary>
/// Token counts where nobody told any. Four bytes a token is the usual rule for English text in today's vocabularies; code and
/// other languages run from 2.5 to 4.5, so an estimate may be 40% off, and ledger rows made with one are marked.
/// </summary>
public static class TokenEstimate
{
    private const int BytesPerToken = 4;

    /// <summary>What vendors charge for a mid-sized image, roughly.</summary>
    private const int TokensPerMediaPart = 1000;

    /// <summary>Tokens of this many bytes of text, at least 1 when there is any.</summary>
    public static long OfText(long bytes) => (bytes + BytesPerToken - 1) / BytesPerToken;

    /// <summary>Bytes of text that make so many tokens.</summary>
    public static long BytesOf(long tokens) => tokens * BytesPerToken;

    /// <summary>Tokens of a request.</summary>
    public static long OfRequest(long textBytes, int mediaParts) => OfText(textBytes) + ((long)mediaParts * TokensPerMediaPart);
}
