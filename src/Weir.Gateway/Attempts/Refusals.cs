using System.Text;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Translation;
using Weir.Gateway.Upstream;

namespace Weir.Gateway.Attempts;

/// <summary>Reads what an upstream refuses with.</summary>
internal static class Refusals
{
    private const int Longest = 256 * 1024;

    public static async Task<AttemptOutcome> ReadAsync(RequestContext context, Attempt attempt, HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = EchoedSecrets.Mask(await ReadStartAsync(response, cancellationToken), response.RequestMessage, attempt.Target.Connection);
        var told = attempt.Wire is { } wire && DialectOf(wire) is { } dialect ? dialect.ReadError(attempt.Status, body.Span) : null;
        var kind = told?.Kind ?? UpstreamErrors.Classify(attempt.Status, Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 8192)]));
        var wait = WaitHeaders.RetryAfter(response.Headers, now) ?? told?.RetryAfter;
        attempt.Fail(kind, wait is { } known ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The upstream answered {attempt.Status}: wait {known.TotalSeconds:0.###} s.") : $"The upstream answered {attempt.Status}.");
        var translates = attempt.Wire is { } used && Lanes.Translates(context, used);
        var error = new WeirError(
            kind,
            translates && told is not null ? $"{attempt.Target.Name} answered {attempt.Status}: {told.Message}" : $"{attempt.Target.Name} answered {attempt.Status}{Phrase(kind)}.",
            UpstreamFailures.Action(kind, attempt.Target.Connection))
        { Status = attempt.Status, RetryAfter = wait, Param = told?.Param };
        return new AttemptOutcome(error, !translates && IsDialectError(response, body.Span) ? UpstreamRefusal.Of(attempt, response, body) : null);
    }

    private static Dialects.IDialect? DialectOf(Routing.Wires.Wire wire) => Dialects.DialectTable.Find(wire.Dialect);

    private static string Phrase(ErrorKind kind) => kind switch
    {
        ErrorKind.RateLimited => ": it limits how fast it may be asked",
        ErrorKind.InvalidCredentials => ": it does not accept the connection's credential",
        ErrorKind.Overloaded => ": it has no capacity now",
        _ => "",
    };

    /// <summary>True when an upstream's error is in the client's own dialect, so that its bytes say more than ours could.</summary>
    private static bool IsDialectError(HttpResponseMessage response, ReadOnlySpan<byte> body) =>
        AnswerRelay.ContentType(response).Contains("json", StringComparison.OrdinalIgnoreCase) && JsonShape.HasObject(body, "error"u8);

    private static async Task<ReadOnlyMemory<byte>> ReadStartAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new MemoryStream();
        var piece = new byte[8192];
        while (body.Length < Longest && await stream.ReadAsync(piece, cancellationToken) is var read and > 0)
        {
            body.Write(piece, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
