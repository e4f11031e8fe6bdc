using Weir.Gateway.Admin.People;
using Weir.Metering.Keys;
using Weir.Metering.People;

namespace Weir.Gateway.Admin.Work.People;

/// <summary>Users and teams, as the admin API shows them.</summary>
internal sealed class PeopleWork(PeopleStore store, KeyStore keys, TimeProvider time) : IPeopleAdmin
{
    public async Task<IReadOnlyList<UserEntry>> ListUsersAsync(CancellationToken cancellationToken)
    {
        var all = await keys.ListAsync(cancellationToken);
        return [.. (await store.UsersAsync(cancellationToken)).Select(user => Entry(user, all))];
    }

    public Task<UserEntry> CreateUserAsync(UserOrder order, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var wanted = new UserChange { Email = order.Email, Role = RoleOf(order.Role), Team = order.Team };
        return Entry(await store.AddUserAsync(order.Name, wanted, cancellationToken), await keys.ListAsync(cancellationToken));
    });

    public Task<UserEntry> EditUserAsync(string name, UserEdit edit, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var change = new UserChange { Email = edit.Email, Role = RoleOf(edit.Role), Team = edit.Team, IsEnabled = edit.Enabled };
        return Entry(await store.EditUserAsync(name, change, cancellationToken), await keys.ListAsync(cancellationToken));
    });

    public Task<UserRemoval> RemoveUserAsync(string name, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var before = await keys.ListAsync(cancellationToken);
        var user = await store.RemoveUserAsync(name, cancellationToken);
        var revoked = await keys.RevokeAllOfAsync(user.Name, cancellationToken);
        return new UserRemoval(Entry(user, before), [.. revoked.Select(static key => key.Name)]);
    });

    public async Task<IReadOnlyList<TeamEntry>> ListTeamsAsync(CancellationToken cancellationToken)
    {
        var users = await store.UsersAsync(cancellationToken);
        return [.. (await store.TeamsAsync(cancellationToken)).Select(team => Entry(team, users))];
    }

    public Task<TeamEntry> CreateTeamAsync(TeamOrder order, CancellationToken cancellationToken) =>
        GuardAsync(async () => Entry(await store.AddTeamAsync(order.Name, cancellationToken), []));

    public Task<TeamEntry> RemoveTeamAsync(string name, CancellationToken cancellationToken) =>
        GuardAsync(async () => Entry(await store.RemoveTeamAsync(name, cancellationToken), []));

    private UserEntry Entry(User user, IReadOnlyList<ClientKey> all) => new()
    {
        Id = user.Id,
        Name = user.Name,
        Email = user.Email,
        Role = user.Role.Word(),
        Team = user.Team,
        Enabled = user.IsEnabled,
        CreatedAt = user.CreatedAt,
        Keys = all.Count(key => key.RevokedAt is null && !(key.ExpiresAt <= time.GetUtcNow()) && string.Equals(key.User, user.Name, StringComparison.OrdinalIgnoreCase)),
    };

    private static TeamEntry Entry(Team team, IReadOnlyList<User> users) =>
        new(team.Name, [.. users.Where(user => user.Team == team.Name).Select(static user => user.Name)], team.CreatedAt);

    private static Role? RoleOf(string? word) => word is null ? null
        : Metering.People.Roles.Parse(word) ?? throw new PeopleRefusedException($"\"{word}\" is no role.", $"Use one of {string.Join(", ", Metering.People.Roles.Words)}.");

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PeopleRefusedException refused)
        {
            throw new AdminException(refused.IsMissing ? AdminProblem.NotFound(refused.Message, refused.Action) : AdminProblem.Invalid(refused.Message, refused.Action), refused);
        }
    }
}
