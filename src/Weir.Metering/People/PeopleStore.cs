using System.Security.Cryptography;
using Weir.Metering.Keys;

namespace Weir.Metering.People;

/// <summary>Makes, changes and removes users and teams. A change holds in this process when the call returns, in others at their next look.</summary>
public sealed class PeopleStore
{
    private const string IdPrefix = "usr_";
    private const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly PeopleTable _table;
    private readonly PeopleDirectory _directory;
    private readonly KeyRing _ring;
    private readonly TimeProvider _time;

    internal PeopleStore(PeopleTable table, PeopleDirectory directory, KeyRing ring, TimeProvider time)
    {
        _table = table;
        _directory = directory;
        _ring = ring;
        _time = time;
    }

    /// <summary>All users, by name.</summary>
    public Task<IReadOnlyList<User>> UsersAsync(CancellationToken cancellationToken) => _table.UsersAsync(cancellationToken);

    /// <summary>All teams, by name.</summary>
    public Task<IReadOnlyList<Team>> TeamsAsync(CancellationToken cancellationToken) => _table.TeamsAsync(cancellationToken);

    /// <summary>Makes a user. Keys that bear his name already become his.</summary>
    /// <exception cref="PeopleRefusedException">The name is taken or will not do, or there is no such team.</exception>
    public async Task<User> AddUserAsync(string name, UserChange wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        PeopleRules.CheckUser(name);
        var user = await ChangedAsync(
            new User { Id = IdPrefix + RandomNumberGenerator.GetString(Base32, 16), Name = name, Role = Role.Member, CreatedAt = _time.GetUtcNow() },
            wanted,
            cancellationToken);
        await _table.InsertAsync(user, cancellationToken);
        await ReloadAsync(cancellationToken);
        return user;
    }

    /// <summary>Changes a user. One who is disabled is signed out everywhere, and his keys are refused until he is enabled again.</summary>
    /// <exception cref="PeopleRefusedException">There is no such user or team, or something will not do.</exception>
    public async Task<User> EditUserAsync(string name, UserChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var user = await ChangedAsync(await FindAsync(name, cancellationToken), change, cancellationToken);
        await _table.UpdateAsync(user, cancellationToken);
        await ReloadAsync(cancellationToken);
        return user;
    }

    /// <summary>Removes a user, which ends his sessions. His keys are not touched; see <see cref="KeyStore.RevokeAllOfAsync"/>.</summary>
    /// <exception cref="PeopleRefusedException">There is no such user.</exception>
    public async Task<User> RemoveUserAsync(string name, CancellationToken cancellationToken)
    {
        var user = await FindAsync(name, cancellationToken);
        await _table.RemoveUserAsync(user.Id, cancellationToken);
        await ReloadAsync(cancellationToken);
        return user;
    }

    /// <exception cref="PeopleRefusedException">The name is taken or will not do.</exception>
    public async Task<Team> AddTeamAsync(string name, CancellationToken cancellationToken)
    {
        PeopleRules.CheckTeam(name);
        var team = new Team(name, _time.GetUtcNow());
        await _table.InsertAsync(team, cancellationToken);
        return team;
    }

    /// <summary>Removes a team that nobody is in.</summary>
    /// <exception cref="PeopleRefusedException">There is no such team, or somebody is in it.</exception>
    public async Task<Team> RemoveTeamAsync(string name, CancellationToken cancellationToken)
    {
        var team = await FindTeamAsync(name, cancellationToken);
        var members = (await _table.UsersAsync(cancellationToken)).Where(user => user.Team == team.Name).Select(static user => user.Name).ToList();
        if (members.Count > 0)
        {
            throw new PeopleRefusedException(
                $"The team \"{team.Name}\" has {members.Count} member{(members.Count == 1 ? "" : "s")}: {string.Join(", ", members.Take(5))}{(members.Count > 5 ? ", ..." : "")}.",
                "Move them first: `weir users edit NAME --team OTHER`.");
        }

        await _table.RemoveTeamAsync(team.Name, cancellationToken);
        return team;
    }

    private async Task<User> ChangedAsync(User user, UserChange change, CancellationToken cancellationToken)
    {
        PeopleRules.CheckEmail(change.Email);
        var team = change.Team switch
        {
            null => user.Team,
            "" => null,
            var name => (await FindTeamAsync(name, cancellationToken)).Name,
        };
        var isEnabled = change.IsEnabled ?? user.IsEnabled;
        return user with
        {
            Email = change.Email is null ? user.Email : change.Email.Length == 0 ? null : change.Email,
            Role = change.Role is { } role and not Role.Unknown ? role : user.Role,
            Team = team,
            IsEnabled = isEnabled,
            SignedOutAt = user.IsEnabled && !isEnabled ? _time.GetUtcNow() : user.SignedOutAt,
        };
    }

    private async Task<User> FindAsync(string name, CancellationToken cancellationToken) =>
        (await _table.UsersAsync(cancellationToken)).FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase) || user.Id == name)
        ?? throw new PeopleRefusedException($"There is no user \"{name}\".", "`weir users list` shows all of them.", isMissing: true);

    private async Task<Team> FindTeamAsync(string name, CancellationToken cancellationToken) =>
        (await _table.TeamsAsync(cancellationToken)).FirstOrDefault(team => string.Equals(team.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new PeopleRefusedException($"There is no team \"{name}\".", "`weir teams list` shows all of them; `weir teams add NAME` makes one.", isMissing: true);

    // Keys know their user's team, and whether he is enabled.
    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _directory.ReloadAsync(cancellationToken);
        await _ring.ReloadAsync(cancellationToken);
    }
}
