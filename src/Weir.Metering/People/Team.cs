namespace Weir.Metering.People;

/// <summary>People who share a budget.</summary>
/// <param name="Name">Unique, whatever the case of its letters.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Team(string Name, DateTimeOffset CreatedAt);
