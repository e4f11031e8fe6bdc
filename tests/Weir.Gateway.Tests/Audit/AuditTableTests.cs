using Weir.Gateway.Audit;
using Weir.Storage;

namespace Weir.Gateway.Tests.Audit;

/// <summary>The chain: what breaks it is found, and many writers make one.</summary>
public sealed class AuditTableTests : IAsyncLifetime
{
    private AuditRoom _room = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _room = await AuditRoom.OpenAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task An_empty_log_is_whole() =>
        Assert.Equal(new AuditVerdict(0, 0, AuditChain.Genesis, null, null), await _room.Table.VerifyAsync(null, Token));

    [Theory]
    [InlineData("UPDATE audit_log SET subject = 'other' WHERE number = 3", 3, "was changed")]
    [InlineData("UPDATE audit_log SET at = at + 1 WHERE number = 3", 3, "was changed")]
    [InlineData("UPDATE audit_log SET times = 7 WHERE number = 3", 3, "was changed")]
    [InlineData("UPDATE audit_log SET after_facts = before_facts, before_facts = after_facts WHERE number = 3", 3, "was changed")]
    [InlineData("UPDATE audit_log SET hash = previous_hash WHERE number = 3", 3, "was changed")]
    [InlineData("DELETE FROM audit_log WHERE number = 3", 3, "is missing")]
    [InlineData("DELETE FROM audit_log WHERE number = 1", 1, "is missing")]
    [InlineData("DELETE FROM audit_log WHERE number = 5", 5, "end is missing")]
    [InlineData("DELETE FROM audit_log", 1, "end is missing")]
    [InlineData("INSERT INTO audit_log SELECT number + 1, at, actor_kind, actor, address, agent, kind, subject, times, before_facts, after_facts, previous_hash, hash FROM audit_log WHERE number = 5", 6, "does not go on")]
    public async Task What_was_done_to_a_row_is_found_at_that_row(string tampering, long row, string problem)
    {
        await AppendAsync(5);
        await _room.TamperAsync(tampering);

        var verdict = await _room.Table.VerifyAsync(null, Token);

        Assert.Equal(row, verdict.BrokenAt);
        Assert.Equal(row - 1, verdict.LastNumber);
        Assert.Contains(problem, verdict.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_is_gone_is_said_in_words()
    {
        await AppendAsync(2);
        await _room.TamperAsync("DELETE FROM audit_head");

        var verdict = await _room.Table.VerifyAsync(null, Token);
        Assert.Equal((2, 3), (verdict.LastNumber, verdict.BrokenAt));
        Assert.Contains("audit_head is missing", verdict.Problem, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<StorageException>(() => AppendAsync(1));
        Assert.Contains("INSERT INTO audit_head", refused.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_fails_is_said_in_words()
    {
        await _room.DropAsync("audit_log");

        await Assert.ThrowsAsync<StorageException>(() => _room.Table.VerifyAsync(null, Token));
        await Assert.ThrowsAsync<StorageException>(() => _room.Table.ListAsync(new AuditFilter(), 1, Token));
    }

    [Fact]
    public async Task A_changed_row_with_a_hash_of_its_own_breaks_the_next()
    {
        await AppendAsync(5);
        var changed = (await _room.RowsAsync())[2] with { Subject = "other" };
        await _room.TamperAsync($"UPDATE audit_log SET subject = 'other', hash = '{AuditChain.HashOf(changed)}' WHERE number = 3");

        Assert.Equal(4, (await _room.Table.VerifyAsync(null, Token)).BrokenAt);
    }

    [Fact]
    public async Task A_log_cut_together_with_its_head_is_found_by_an_anchor_alone()
    {
        await AppendAsync(5);
        var (number, hash) = ((await _room.RowsAsync())[4].Number, (await _room.RowsAsync())[4].Hash);
        var fourth = (await _room.RowsAsync())[3].Hash;
        await _room.TamperAsync("DELETE FROM audit_log WHERE number = 5");
        await _room.TamperAsync($"UPDATE audit_head SET number = 4, hash = '{fourth}'");

        Assert.Null((await _room.Table.VerifyAsync(null, Token)).Problem);
        Assert.Contains("was noted", (await _room.Table.VerifyAsync((number, hash), Token)).Problem, StringComparison.Ordinal);

        // What goes on from there has the number again, but not the hash.
        await AppendAsync(3);
        Assert.Null((await _room.Table.VerifyAsync(null, Token)).Problem);
        Assert.Equal(5, (await _room.Table.VerifyAsync((number, hash), Token)).BrokenAt);
    }

    [Fact]
    public async Task Many_writers_make_one_chain()
    {
        var tables = Enumerable.Range(0, 4).Select(_ => new AuditTable(_room.Database)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => tables[i % 4].AppendAsync([Row($"{i}a"), Row($"{i}b")], Token), Token)));

        var rows = await _room.RowsAsync();
        Assert.Equal(Enumerable.Range(1, 80).Select(static number => (long)number), rows.Select(static row => row.Number));
        Assert.Equal(80, (await _room.Table.VerifyAsync(null, Token)).Rows);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(1, Index(rows, $"{i}b") - Index(rows, $"{i}a")));
    }

    [Fact]
    public async Task Rows_are_found_by_what_they_are()
    {
        await _room.Table.AppendAsync([Row("a") with { At = 1000, Kind = "x" }, Row("b") with { At = 2000, Actor = "ops" }, Row("c") with { At = 3000 }], Token);

        Assert.Equal(["c", "b", "a"], await SubjectsAsync(new AuditFilter()));
        Assert.Equal(["a"], await SubjectsAsync(new AuditFilter { Kind = "x" }));
        Assert.Equal(["b"], await SubjectsAsync(new AuditFilter { Who = "ops" }));
        Assert.Equal(["c"], await SubjectsAsync(new AuditFilter { Subject = "c" }));
        Assert.Equal(["b"], await SubjectsAsync(new AuditFilter { Since = DateTimeOffset.FromUnixTimeSeconds(2), Until = DateTimeOffset.FromUnixTimeSeconds(3) }));
        Assert.Equal(["a"], await SubjectsAsync(new AuditFilter { Before = 2 }));
        Assert.Equal(["b", "c"], await SubjectsAsync(new AuditFilter { After = 1 }));
    }

    private static AuditRow Row(string subject) => new() { At = 1_800_000_000_000, ActorKind = "cli", Actor = "local", Kind = "key_created", Subject = subject, After = """{"a":1}""" };

    private static int Index(IReadOnlyList<AuditRow> rows, string subject) => rows.Select(static row => row.Subject).ToList().IndexOf(subject);

    private Task AppendAsync(int count) => _room.Table.AppendAsync([.. Enumerable.Range(1, count).Select(static i => Row($"row {i}"))], Token);

    private async Task<IEnumerable<string>> SubjectsAsync(AuditFilter filter) => (await _room.Table.ListAsync(filter, 10, Token)).Select(static row => row.Subject);
}
