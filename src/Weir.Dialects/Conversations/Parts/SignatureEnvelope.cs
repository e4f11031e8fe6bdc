using System.Buffers.Text;
using System.Text;

namespace Weir.Dialects.Conversations.Parts;

/// <summary>
/// Carries a signature of one dialect through a client of another: the client gets it as the opaque text that its own dialect has for such things, sends it back with its
/// history, and the reader takes the original out again. The form is <c>weir1.DIALECT.FLAGS.DATA</c> in base64url, so that it fits wherever a signature fits.
/// </summary>
public static class SignatureEnvelope
{
    private const string Mark = "weir1.";

    /// <summary>How every envelope begins, whichever of the two base64 alphabets it is in: a body without this holds none.</summary>
    public static ReadOnlySpan<byte> Start => "d2VpcjEu"u8;

    /// <summary>The opaque text for a reasoning part's signature, as a dialect that is not its own hands it to a client; null when there is none.</summary>
    /// <param name="part">The reasoning.</param>
    /// <param name="dialect">The dialect that is written; its own signatures are returned bare.</param>
    public static string? Wrap(ReasoningPart part, string dialect)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Signature is not { } signature)
        {
            return null;
        }

        if (string.Equals(signature.Dialect, dialect, StringComparison.Ordinal) && !part.BindsNext)
        {
            return signature.Data;
        }

        var flags = (part.BindsNext ? "n" : "") + (part.IsRedacted ? "r" : "") + (part.IsSummary ? "s" : "");
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Mark}{signature.Dialect}.{flags}.{part.Id?.Replace('.', '_')}.{signature.Data}"));
    }

    /// <summary>Reads back what <see cref="Wrap"/> wrote; a text that is no envelope is a signature of <paramref name="dialect"/> itself.</summary>
    /// <param name="part">The reasoning as the client sent it, without its signature.</param>
    /// <param name="opaque">The opaque text beside it.</param>
    /// <param name="dialect">The dialect that is read.</param>
    public static ReasoningPart Unwrap(ReasoningPart part, string opaque, string dialect)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(opaque);
        if (Open(opaque) is not [_, var origin, var flags, var id, var data])
        {
            return part with { Signature = new Signature(dialect, opaque) };
        }

        return part with
        {
            Signature = new Signature(origin, data),
            BindsNext = flags.Contains('n', StringComparison.Ordinal),
            IsRedacted = flags.Contains('r', StringComparison.Ordinal),
            IsSummary = flags.Contains('s', StringComparison.Ordinal),
            Id = id.Length > 0 ? id : null,
        };
    }

    private static string[]? Open(string opaque)
    {
        // The mark in base64url, so that others' texts are not decoded for nothing.
        if (!opaque.StartsWith("d2VpcjEu", StringComparison.Ordinal) || !Base64Url.IsValid(opaque))
        {
            return null;
        }

        var fields = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(opaque)).Split('.', 5);
        return fields.Length == 5 ? fields : null;
    }
}
