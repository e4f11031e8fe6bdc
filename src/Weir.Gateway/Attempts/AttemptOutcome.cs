using Weir.Dialects.Errors;

namespace Weir.Gateway.Attempts;

/// <summary>How one attempt ended.</summary>
/// <param name="Error">What went wrong; null when the answer was relayed.</param>
/// <param name="Refusal">The upstream's own refusal where the client could read it as it is.</param>
internal readonly record struct AttemptOutcome(WeirError? Error, UpstreamRefusal? Refusal = null)
{
    public static AttemptOutcome Answered => default;

    public bool IsAnswered => Error is null;
}
