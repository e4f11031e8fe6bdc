using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Storage.Sqlite;

namespace Weir.Metering.People;

/// <summary>The rows of <c>users</c> and <c>teams</c>.</summary>
internal sealed class PeopleTable(Database database)
{
    private const string SelectUsers =
        """
        SELECT id, name, email, role, team, is_enabled AS IsEnabled, created_at AS CreatedAt, signed_out_at AS SignedOutAt
        FROM users ORDER BY name
        """;

    private const string InsertUser =
        """
        INSERT INTO users (id, name, email, role, team, is_enabled, created_at)
        VALUES (@Id, @Name, @Email, @Role, @Team, @IsEnabled, @CreatedAt)
        """;

    private const string UpdateUser =
        "UPDATE users SET email = @Email, role = @Role, team = @Team, is_enabled = @IsEnabled, signed_out_at = @SignedOutAt WHERE id = @Id";

    public async Task<IReadOnlyList<User>> UsersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. (await connection.QueryAsync<UserRow>(new CommandDefinition(SelectUsers, cancellationToken: cancellationToken))).Select(static row => row.ToUser())];
    }

    public async Task<IReadOnlyList<Team>> TeamsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<TeamRow>(new CommandDefinition("SELECT name, created_at AS CreatedAt FROM teams ORDER BY name", cancellationToken: cancellationToken));
        return [.. rows.Select(static row => new Team(row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt)))];
    }

    public Task InsertAsync(User user, CancellationToken cancellationToken) => ChangeAsync(InsertUser, Parameters(user), cancellationToken);

    public Task UpdateAsync(User user, CancellationToken cancellationToken) => ChangeAsync(UpdateUser, Parameters(user), cancellationToken);

    public Task RemoveUserAsync(string id, CancellationToken cancellationToken) => ChangeAsync("DELETE FROM users WHERE id = @id", new { id }, cancellationToken);

    public Task InsertAsync(Team team, CancellationToken cancellationToken) =>
        ChangeAsync("INSERT INTO teams (name, created_at) VALUES (@Name, @CreatedAt)", new { team.Name, CreatedAt = team.CreatedAt.ToUnixTimeMilliseconds() }, cancellationToken);

    public Task RemoveTeamAsync(string name, CancellationToken cancellationToken) => ChangeAsync("DELETE FROM teams WHERE name = @name", new { name }, cancellationToken);

    private async Task ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE)
        {
            throw new PeopleRefusedException("The name is taken.", "Choose another one, or change the one that is there.");
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }

    private static object Parameters(User user) => new
    {
        user.Id,
        user.Name,
        user.Email,
        Role = user.Role.Word(),
        user.Team,
        IsEnabled = user.IsEnabled ? 1 : 0,
        CreatedAt = user.CreatedAt.ToUnixTimeMilliseconds(),
        SignedOutAt = user.SignedOutAt?.ToUnixTimeMilliseconds(),
    };

    private sealed class TeamRow
    {
        public string Name { get; init; } = "";

        public long CreatedAt { get; init; }
    }

    private sealed class UserRow
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Email { get; init; }

        public string Role { get; init; } = "";

        public string? Team { get; init; }

        public long IsEnabled { get; init; }

        public long CreatedAt { get; init; }

        public long? SignedOutAt { get; init; }

        public User ToUser() => new()
        {
            Id = Id,
            Name = Name,
            Email = Email,
            Role = Roles.Parse(Role) ?? People.Role.Unknown,
            Team = Team,
            IsEnabled = IsEnabled != 0,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            SignedOutAt = SignedOutAt is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null,
        };
    }
}
