using Weir.Dialects.Errors;
using Weir.Routing.Routes;
using Weir.Routing.Targets;

namespace Weir.Gateway.Attempts;

/// <summary>Some chains ask the client before another target than the first is used.</summary>
internal readonly struct Confirmation(Route route, string? given)
{
    /// <summary>A target's name, or any other word but "false" for whichever is next.</summary>
    public const string Header = "x-weir-confirm";

    private bool IsGiven => given is not null && given != "0" && !given.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Goes on where the client was asked.</summary>
    public void MoveOn(RoutePlan plan)
    {
        if (route.Policy.AsksBeforeSwitching && given is not null)
        {
            plan.SkipTo(given);
        }
    }

    public bool IsMissingFor(Target target) => route.Policy.AsksBeforeSwitching && !IsGiven && target.Name != route.Targets[0].Name;

    /// <summary>Asks.</summary>
    /// <param name="next">Who would be asked now.</param>
    /// <param name="why">What the target before it answered; null when it was not asked.</param>
    public WeirError Ask(Target next, WeirError? why) => new(
        ErrorKind.ConfirmationNeeded,
        $"{why?.Message ?? $"{route.Targets[0].Name} is not available now."} The next of \"{route.Name}\" is {next.Name}; it was not asked yet.",
        $"To go on, send the request again with the header {Header}: {next.Name}")
    { RetryAfter = why?.RetryAfter };
}
