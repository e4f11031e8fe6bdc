using System.Text;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Gemini;

/// <summary>
/// Thought signatures. Google's are base64; one of another vendor travels in an envelope in the same alphabet, together with the thoughts it is for: clients send thoughts back without
/// it, or not at all, but they keep what stands on a call.
/// </summary>
internal static class Signatures
{
    /// <summary>What stands as <c>thoughtSignature</c> for a part of this reasoning.</summary>
    public static string Wrap(ReasoningPart reasoning)
    {
        if (reasoning.Signature!.Dialect == GeminiDialect.DialectName)
        {
            return reasoning.Signature.Data;
        }

        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(reasoning.Text));
        var envelope = SignatureEnvelope.Wrap(reasoning with { Signature = reasoning.Signature with { Data = $"{text}.{reasoning.Signature.Data}" } }, GeminiDialect.DialectName)!;
        var standard = envelope.Replace('-', '+').Replace('_', '/');
        return standard.PadRight((standard.Length + 3) / 4 * 4, '=');
    }

    /// <summary>The reasoning behind a <c>thoughtSignature</c>.</summary>
    public static ReasoningPart Unwrap(string signature)
    {
        var url = signature.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var opened = SignatureEnvelope.Unwrap(new ReasoningPart(""), url, GeminiDialect.DialectName);
        if (opened.Signature!.Dialect == GeminiDialect.DialectName)
        {
            return new ReasoningPart("") { Signature = new Signature(GeminiDialect.DialectName, signature) };
        }

        var (text, data) = opened.Signature.Data.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0
            ? (Conversations.Base64Text.Decode(opened.Signature.Data[..dot]), opened.Signature.Data[(dot + 1)..])
            : ("", opened.Signature.Data);
        return opened with { Text = text, Signature = opened.Signature with { Data = data } };
    }
}
