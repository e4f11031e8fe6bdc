namespace Weir.Metering.People;

/// <summary>A user or a team was not made, changed or found, for a reason that the person who asked can mend.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="action">What to do about it, as an imperative sentence.</param>
/// <param name="isMissing">True when there is no such user or team.</param>
public sealed class PeopleRefusedException(string message, string action, bool isMissing = false) : Exception(message)
{
    /// <summary>What to do about it, as an imperative sentence.</summary>
    public string Action { get; } = action;

    /// <summary>True when there is no such user or team.</summary>
    public bool IsMissing { get; } = isMissing;
}
