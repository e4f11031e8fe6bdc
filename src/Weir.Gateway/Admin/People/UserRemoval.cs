namespace Weir.Gateway.Admin.People;

/// <summary>A user who was removed.</summary>
/// <param name="User">Him, as he was.</param>
/// <param name="RevokedKeys">Names of the keys that ended with him.</param>
public sealed record UserRemoval(UserEntry User, IReadOnlyList<string> RevokedKeys);
