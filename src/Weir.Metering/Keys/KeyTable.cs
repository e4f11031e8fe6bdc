using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Keys;

/// <summary>The rows of <c>keys</c>.</summary>
internal sealed class KeyTable(Database database)
{
    private const string Select =
        """
        SELECT k.id, k.name, k.prefix, k.hash, k.is_admin AS IsAdmin, k.is_strict AS IsStrict, coalesce(u.name, k."user") AS "User", coalesce(k.team, u.team) AS Team, k.team AS OwnTeam,
               u.is_enabled AS IsEnabled,
               k.allowed_models AS AllowedModels, k.created_at AS CreatedAt, k.expires_at AS ExpiresAt, k.revoked_at AS RevokedAt,
               k.replaced_by AS ReplacedBy
        FROM keys k LEFT JOIN users u ON lower(u.name) = lower(k."user")
        ORDER BY k.created_at, k.id
        """;

    private const string Insert =
        """
        INSERT INTO keys (id, name, prefix, hash, is_admin, is_strict, user, team, allowed_models, created_at, expires_at)
        VALUES (@Id, @Name, @Prefix, @Hash, @IsAdmin, @IsStrict, @User, @Team, @AllowedModels, @CreatedAt, @ExpiresAt)
        """;

    public async Task<IReadOnlyList<StoredKey>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(Select, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToKey())];
    }

    /// <summary>Runs changes as one; when <paramref name="change"/> fails, nothing of it remains.</summary>
    /// <exception cref="KeyRefusedException">Another key has the name.</exception>
    public async Task ChangeAsync(Func<DbTransaction, Task> change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            await change(transaction);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE)
        {
            throw new KeyRefusedException("A key with this name exists.", "Choose another name, or revoke or rotate the other key.");
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }

    public static Task InsertAsync(DbTransaction transaction, StoredKey stored) => transaction.Connection!.ExecuteAsync(
        Insert,
        new
        {
            stored.Key.Id,
            stored.Key.Name,
            stored.Key.Prefix,
            Hash = stored.Hash.ToBytes(),
            stored.Key.IsAdmin,
            stored.Key.IsStrict,
            stored.Key.User,
            Team = stored.Key.OwnTeam,
            AllowedModels = JsonSerializer.Serialize([.. stored.Key.AllowedModels], KeyJson.Default.StringArray),
            CreatedAt = stored.Key.CreatedAt.ToUnixTimeMilliseconds(),
            ExpiresAt = stored.Key.ExpiresAt?.ToUnixTimeMilliseconds(),
        },
        transaction);

    public static Task RevokeAsync(DbTransaction transaction, IEnumerable<string> ids, DateTimeOffset at) => transaction.Connection!.ExecuteAsync(
        "UPDATE keys SET revoked_at = @At WHERE id IN @Ids AND revoked_at IS NULL",
        new { At = at.ToUnixTimeMilliseconds(), Ids = ids },
        transaction);

    /// <summary>Marks a key as rotated; it ends at <paramref name="endsAt"/>, or before if it would have anyway.</summary>
    public static Task ReplaceAsync(DbTransaction transaction, string id, string successor, DateTimeOffset endsAt) =>
        transaction.Connection!.ExecuteAsync(
            "UPDATE keys SET replaced_by = @Successor, expires_at = min(@EndsAt, coalesce(expires_at, @EndsAt)) WHERE id = @Id",
            new { Successor = successor, EndsAt = endsAt.ToUnixTimeMilliseconds(), Id = id },
            transaction);

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string Prefix { get; init; } = "";

        public byte[] Hash { get; init; } = [];

        public long IsAdmin { get; init; }

        public long IsStrict { get; init; }

        public string? User { get; init; }

        public string? Team { get; init; }

        public string? OwnTeam { get; init; }

        public long? IsEnabled { get; init; }

        public string AllowedModels { get; init; } = "[]";

        public long CreatedAt { get; init; }

        public long? ExpiresAt { get; init; }

        public long? RevokedAt { get; init; }

        public string? ReplacedBy { get; init; }

        public StoredKey ToKey() => new(KeyHash.From(Hash), new ClientKey
        {
            Id = Id,
            Name = Name,
            Prefix = Prefix,
            IsAdmin = IsAdmin != 0,
            IsStrict = IsStrict != 0,
            User = User,
            Team = Team,
            OwnTeam = OwnTeam,
            IsUserDisabled = IsEnabled == 0,
            AllowedModels = JsonSerializer.Deserialize(AllowedModels, KeyJson.Default.StringArray) ?? [],
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            ExpiresAt = Time(ExpiresAt),
            RevokedAt = Time(RevokedAt),
            ReplacedBy = ReplacedBy,
        });

        private static DateTimeOffset? Time(long? milliseconds) =>
            milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}

/// <summary>A key with the hash that finds it.</summary>
internal readonly record struct StoredKey(KeyHash Hash, ClientKey Key);

[JsonSerializable(typeof(string[]))]
internal sealed partial class KeyJson : JsonSerializerContext;
