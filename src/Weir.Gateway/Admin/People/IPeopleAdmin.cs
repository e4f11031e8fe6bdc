namespace Weir.Gateway.Admin.People;

/// <summary>Users and teams. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface IPeopleAdmin
{
    /// <summary>All users, by name.</summary>
    Task<IReadOnlyList<UserEntry>> ListUsersAsync(CancellationToken cancellationToken);

    /// <summary>Makes a user. Keys that bear his name already become his.</summary>
    Task<UserEntry> CreateUserAsync(UserOrder order, CancellationToken cancellationToken);

    /// <summary>Changes a user; holds at once, also for browsers that are signed in.</summary>
    Task<UserEntry> EditUserAsync(string name, UserEdit edit, CancellationToken cancellationToken);

    /// <summary>Removes a user: ends his keys and his sessions. What he used stays in the ledger.</summary>
    Task<UserRemoval> RemoveUserAsync(string name, CancellationToken cancellationToken);

    /// <summary>All teams, by name.</summary>
    Task<IReadOnlyList<TeamEntry>> ListTeamsAsync(CancellationToken cancellationToken);

    /// <summary>Makes a team.</summary>
    Task<TeamEntry> CreateTeamAsync(TeamOrder order, CancellationToken cancellationToken);

    /// <summary>Removes a team that nobody is in.</summary>
    Task<TeamEntry> RemoveTeamAsync(string name, CancellationToken cancellationToken);
}
