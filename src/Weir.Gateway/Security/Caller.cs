using Weir.Metering.Keys;
using Weir.Metering.People;

namespace Weir.Gateway.Security;

/// <summary>Who asks the admin API.</summary>
/// <param name="Id">Of the admin key, or of the user.</param>
/// <param name="Name">In logs, and in what is kept of a change.</param>
/// <param name="Role">What he may do.</param>
/// <param name="User">The user's name; null for an admin key, which is nobody's.</param>
/// <param name="Team">The user's team; null = none.</param>
public sealed record Caller(string Id, string Name, Role Role, string? User = null, string? Team = null)
{
    /// <summary>Whoever holds an admin key is an admin.</summary>
    public static Caller Of(ClientKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new Caller(key.Id, key.Name, Role.Admin);
    }

    /// <summary>A user is what his role says.</summary>
    public static Caller Of(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new Caller(user.Id, user.Name, user.Role, user.Name, user.Team);
    }
}
