using Dapper;
using FsCheck.Fluent;
using Weir.Metering.Ledger;
using Weir.Metering.Usage;
using Weir.Storage;

namespace Weir.Metering.Tests.Ledger;

public sealed class UsageLedgerTests
{
    private static readonly LedgerOptions SmallSegments = new()
    {
        FoldInterval = TimeSpan.FromHours(1),
        LockPatience = TimeSpan.Zero,
        SegmentBytes = 4096,
    };

    [Fact]
    public async Task What_is_appended_comes_out_as_it_went_in()
    {
        await using var room = await MeteringRoom.StartAsync();
        var records = SampleRecords.Any.Sample(300).Select((record, i) => record with { Id = $"req_{i:D26}" }).ToList();

        records.ForEach(room.Ledger.Append);
        await room.Ledger.FlushAsync(MeteringRoom.Token);

        var queries = room.Get<UsageQueries>();
        foreach (var record in records)
        {
            var found = (await queries.FindAsync(record.Id, MeteringRoom.Token))!.Record;
            Assert.Equal(record with { Attempts = [] }, found with { Attempts = [] });
            Assert.Equal(record.Attempts, found.Attempts);
        }
    }

    [Fact]
    public async Task Append_from_many_threads_loses_nothing()
    {
        await using var room = await MeteringRoom.StartAsync(SmallSegments);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 250; i++)
            {
                room.Ledger.Append(SampleRecords.Plain($"req_{thread}_{i}"));
            }
        })));
        await room.Ledger.FlushAsync(MeteringRoom.Token);

        Assert.Equal((4000, 4000), await CountAsync(room));
    }

    [Fact]
    public async Task Append_while_the_journal_is_folded_loses_nothing()
    {
        await using var room = await MeteringRoom.StartAsync(SmallSegments);
        var appending = Task.Run(() => AppendMany(room, 2000));

        while (!appending.IsCompleted)
        {
            await room.Ledger.FlushAsync(MeteringRoom.Token);
        }

        await appending;
        await room.Ledger.FlushAsync(MeteringRoom.Token);
        Assert.Equal((2000, 2000), await CountAsync(room));
    }

    [Fact]
    public async Task Append_before_the_start_is_a_bug_of_the_caller()
    {
        await using var room = await MeteringRoom.OpenAsync();
        Assert.Throws<InvalidOperationException>(() => room.Ledger.Append(SampleRecords.Plain("req_1")));
    }

    [Fact]
    public async Task Append_after_the_end_says_that_it_was_not_written()
    {
        await using var room = await MeteringRoom.StartAsync();
        room.Kill();
        Assert.Throws<StorageException>(() => room.Ledger.Append(SampleRecords.Plain("req_1")));
    }

    [Fact]
    public async Task Append_says_so_when_the_data_folder_is_gone()
    {
        await using var room = await MeteringRoom.StartAsync(SmallSegments);
        Directory.Move(room.JournalFolder, room.JournalFolder + ".moved");

        Assert.Throws<StorageException>(() => AppendMany(room, 100));

        // Back again, it goes on.
        Directory.Move(room.JournalFolder + ".moved", room.JournalFolder);
        room.Ledger.Append(SampleRecords.Plain("req_z"));
        await room.Ledger.FlushAsync(MeteringRoom.Token);
        Assert.NotNull(await room.Get<UsageQueries>().FindAsync("req_z", MeteringRoom.Token));
    }

    [Fact]
    public async Task A_segment_that_somebody_deleted_is_replaced_and_told()
    {
        await using var room = await MeteringRoom.StartAsync();
        File.Delete(Assert.Single(Segments(room)));
        room.Ledger.Append(SampleRecords.Plain("req_lost"));
        await room.Ledger.FlushAsync(MeteringRoom.Token);

        room.Ledger.Append(SampleRecords.Plain("req_kept"));
        await room.Ledger.FlushAsync(MeteringRoom.Token);

        Assert.NotNull(await room.Get<UsageQueries>().FindAsync("req_kept", MeteringRoom.Token));
        Assert.Single(room.Log.Lines(102));
    }

    [Fact]
    public async Task Append_allocates_nothing_to_speak_of()
    {
        await using var room = await MeteringRoom.StartAsync();
        var record = SampleRecords.Plain("req_1");
        room.Ledger.Append(record);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            room.Ledger.Append(record);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1000);
    }

    [Fact]
    public async Task Full_segments_are_followed_by_new_ones_and_go_when_they_are_folded()
    {
        await using var room = await MeteringRoom.StartAsync(SmallSegments);
        AppendMany(room, 100);
        Assert.InRange(Segments(room).Length, 5, 20);

        await room.Ledger.FlushAsync(MeteringRoom.Token);

        Assert.Single(Segments(room));
        Assert.Equal((100, 100), await CountAsync(room));
    }

    [Fact]
    public async Task Journal_files_are_for_their_owner_alone()
    {
        await using var room = await MeteringRoom.StartAsync(SmallSegments);
        AppendMany(room, 100);
        await room.Ledger.FlushAsync(MeteringRoom.Token);

        Assert.Empty(room.Folder.FindExposed());
    }

    [Fact]
    public async Task A_second_gateway_on_the_data_folder_is_refused()
    {
        await using var room = await MeteringRoom.StartAsync();
        await using var second = await MeteringRoom.OpenAsync(beside: room);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => second.Ledger.StartAsync(MeteringRoom.Token));

        Assert.Contains(room.Folder.FullPath, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refusal.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_waits_for_a_command_that_has_the_journal_for_a_moment()
    {
        await using var room = await MeteringRoom.StartAsync();
        await using var second = await MeteringRoom.OpenAsync(new LedgerOptions { LockPatience = TimeSpan.FromMinutes(1) }, beside: room);

        var starting = second.Ledger.StartAsync(MeteringRoom.Token);
        Assert.False(starting.IsCompleted);
        room.Kill();

        await starting;
    }

    [Fact]
    public async Task Folding_that_fails_keeps_the_records_and_is_made_up_for()
    {
        await using var room = await MeteringRoom.StartAsync();
        await using var connection = await room.ConnectAsync();
        await connection.ExecuteAsync("ALTER TABLE attempts RENAME TO attempts_away");
        AppendMany(room, 10);

        await Assert.ThrowsAsync<StorageException>(() => room.Ledger.FlushAsync(MeteringRoom.Token));
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM requests"));
        await connection.ExecuteAsync("ALTER TABLE attempts_away RENAME TO attempts");
        await room.Ledger.FlushAsync(MeteringRoom.Token);

        Assert.Equal((10, 10), await CountAsync(room));
    }

    [Fact]
    public async Task The_loop_folds_by_itself_and_goes_on_after_a_failure()
    {
        await using var room = await MeteringRoom.OpenAsync(new LedgerOptions { FoldInterval = TimeSpan.FromMilliseconds(1) });
        await using var connection = await room.ConnectAsync();
        await connection.ExecuteAsync("ALTER TABLE attempts RENAME TO attempts_away");
        await room.Ledger.StartAsync(MeteringRoom.Token);
        AppendMany(room, 10);

        await room.Log.WhenLogged(101).WaitAsync(MeteringRoom.Token);
        await connection.ExecuteAsync("ALTER TABLE attempts_away RENAME TO attempts");
        await room.Log.WhenLogged(100).WaitAsync(MeteringRoom.Token);

        await room.Ledger.StopAsync(MeteringRoom.Token);
        Assert.Equal((10, 10), await CountAsync(room));
    }

    [Fact]
    public async Task A_stop_folds_what_is_left()
    {
        await using var room = await MeteringRoom.StartAsync();
        AppendMany(room, 10);

        await room.Ledger.StopAsync(MeteringRoom.Token);

        Assert.Equal((10, 10), await CountAsync(room));
    }

    private static void AppendMany(MeteringRoom room, int count)
    {
        for (var i = 0; i < count; i++)
        {
            room.Ledger.Append(SampleRecords.Plain($"req_{i:D26}"));
        }
    }

    private static string[] Segments(MeteringRoom room) => Directory.GetFiles(room.JournalFolder, "*.wlj");

    private static async Task<(long Requests, long Attempts)> CountAsync(MeteringRoom room)
    {
        await using var connection = await room.ConnectAsync();
        return (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM requests"),
            await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM attempts"));
    }
}
