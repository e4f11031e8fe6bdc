using System.Text;
using Weir.Dialects.Errors;

namespace Weir.Dialects.Multipart;

/// <summary>Finds the fields <c>model</c> and <c>stream</c> in a multipart form (audio, image edits) whose bytes are forwarded as they came.</summary>
public static class FormScanner
{
    /// <summary>Longer names than this are no model names.</summary>
    private const int MaxValue = 512;

    /// <summary>Scans a form body.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="boundary">The boundary from the content type, without the two dashes.</param>
    /// <param name="facts">What was found.</param>
    /// <param name="error">What is wrong with it; null on success.</param>
    public static bool TryScan(ReadOnlySpan<byte> body, string boundary, out FormFacts facts, out WeirError? error)
    {
        ArgumentException.ThrowIfNullOrEmpty(boundary);
        facts = default;
        error = null;
        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        var at = body.IndexOf(delimiter);
        if (at < 0)
        {
            error = Bad("The form does not use the boundary that its content type names.", "Let the HTTP client build the multipart body.");
            return false;
        }

        while (true)
        {
            at += delimiter.Length;
            if (body[at..].StartsWith("--"u8))
            {
                break;
            }

            var headersEnd = body[at..].IndexOf("\r\n\r\n"u8);
            var length = headersEnd < 0 ? -1 : body[(at + headersEnd + 4)..].IndexOf(delimiter);
            if (length < 2)
            {
                error = Bad("The form is cut off before its closing boundary.", "Send the whole multipart body.");
                return false;
            }

            var start = at + headersEnd + 4;
            Note(body.Slice(at, headersEnd), body.Slice(start, length - 2), start, ref facts);
            at = start + length;
        }

        if (facts.Model is null)
        {
            error = Bad("The form has no field \"model\".", "Add a form field \"model\" with a name that GET /v1/models lists.") with { Param = "model" };
            return false;
        }

        return true;
    }

    private static void Note(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> value, int offset, ref FormFacts facts)
    {
        if (value.Length > MaxValue || headers.IndexOf("filename"u8) >= 0)
        {
            return;
        }

        if (IsField(headers, "model"))
        {
            facts = facts with { Model = Encoding.UTF8.GetString(value), ModelOffset = offset, ModelLength = value.Length };
        }
        else if (IsField(headers, "stream"))
        {
            facts = facts with { Stream = value.SequenceEqual("true"u8) };
        }
    }

    private static bool IsField(ReadOnlySpan<byte> headers, string name) =>
        headers.IndexOf(Encoding.ASCII.GetBytes($" name=\"{name}\"")) >= 0 || headers.IndexOf(Encoding.ASCII.GetBytes($";name=\"{name}\"")) >= 0 ||
        headers.EndsWith(Encoding.ASCII.GetBytes($" name={name}"));

    private static WeirError Bad(string message, string action) => new(ErrorKind.InvalidRequest, message, action);
}

/// <summary>What <see cref="FormScanner"/> found.</summary>
/// <param name="Model">Value of <c>model</c>.</param>
/// <param name="ModelOffset">Where the value stands in the body.</param>
/// <param name="ModelLength">Its length in bytes.</param>
/// <param name="Stream">Value of <c>stream</c>.</param>
public readonly record struct FormFacts(string? Model, int ModelOffset, int ModelLength, bool Stream);
