namespace Weir.Gateway.Admin.People;

/// <summary>People who share a budget.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Members">Names of the users in it.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record TeamEntry(string Name, IReadOnlyList<string> Members, DateTimeOffset CreatedAt);

/// <summary>A team to make.</summary>
/// <param name="Name">1 to 128 characters without slashes.</param>
public sealed record TeamOrder(string Name);
