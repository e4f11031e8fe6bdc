using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Translation;

/// <summary>Says what a target can't express: in the header <c>x-weir-dropped</c> and in the trace, or as an error to those who asked for strictness.</summary>
internal static class Dropped
{
    private const int MaxHeader = 1000;

    /// <summary>The error for a strict client whose request a target can't express; else null.</summary>
    public static WeirError? Refuse(RequestContext context, Attempt attempt)
    {
        if (!context.IsStrict || attempt.Losses.All.Count == 0)
        {
            return null;
        }

        var error = new WeirError(
            ErrorKind.InvalidRequest,
            $"{attempt.Target.Name} can't express everything in this request: {InWords(attempt.Losses)}.",
            "Leave these out, ask another model, or send the request without x-weir-strict.")
        { Param = attempt.Losses.All[0].What };
        attempt.Fail(error.Kind, "Refused before it was sent, because the client is strict.");
        return error;
    }

    /// <summary>Names what the answering target could not express, while headers can still be set.</summary>
    public static void Tell(RequestContext context, Attempt attempt)
    {
        if (attempt.Losses.All.Count > 0 && !context.Response.HasStarted)
        {
            context.Response.Headers["x-weir-dropped"] = Header(attempt.Losses);
        }
    }

    /// <summary>The losses as a person reads them, for the trace; null when there are none.</summary>
    public static string? Trace(Losses losses) => losses.All.Count == 0 ? null : $"Left out: {InWords(losses)}.";

    private static string InWords(Losses losses) => string.Join("; ", losses.All.Take(20).Select(static loss => $"{loss.What} ({loss.Why})"));

    private static string Header(Losses losses)
    {
        var text = new StringBuilder();
        foreach (var loss in losses.All)
        {
            if (text.Length + loss.What.Length + 2 > MaxHeader)
            {
                return text.Append(", ...").ToString();
            }

            text.Append(text.Length == 0 ? "" : ", ");
            foreach (var letter in loss.What)
            {
                // A path may hold a client's own words: nothing but printable ASCII fits a header.
                text.Append(letter is > ' ' and < '\x7f' and not ',' ? letter : '_');
            }
        }

        return text.ToString();
    }
}
