using Dapper;
using Weir.Metering.Ledger;
using Weir.Metering.Ledger.Journal;
using Weir.Storage;

namespace Weir.Metering.Tests.Ledger;

public sealed class LedgerRecoveryTests
{
    [Fact]
    public async Task TryFoldAsync_leaves_the_journal_to_a_gateway_that_runs()
    {
        await using var room = await MeteringRoom.StartAsync();
        Append(room, 3);

        Assert.Null(await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));
        Assert.Equal(0, await CountAsync(room));
    }

    [Fact]
    public async Task TryFoldAsync_folds_what_a_killed_gateway_left_and_then_nothing()
    {
        await using var room = await KilledAsync(3);

        Assert.Equal(3, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));
        Assert.Equal(0, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));

        Assert.Equal(3, await CountAsync(room));
        Assert.Empty(room.Segments().List());
    }

    [Fact]
    public async Task The_next_gateway_folds_what_a_killed_one_left()
    {
        await using var room = await KilledAsync(3);

        await using var next = await MeteringRoom.StartAsync(beside: room);
        await next.Ledger.FlushAsync(MeteringRoom.Token);

        Assert.Equal(3, await CountAsync(room));
    }

    [Fact]
    public async Task A_journal_that_comes_back_adds_nothing_twice()
    {
        await using var room = await KilledAsync(3);
        var path = room.Segments().PathOf(room.Segments().List()[0]);
        var bytes = await File.ReadAllBytesAsync(path, MeteringRoom.Token);
        await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token);

        // Once as it would be if the deletion had not reached the disk, and once with the position lost as well.
        await File.WriteAllBytesAsync(path, bytes, MeteringRoom.Token);
        Assert.Equal(0, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));
        await File.WriteAllBytesAsync(path, bytes, MeteringRoom.Token);
        await using var connection = await room.ConnectAsync();
        await connection.ExecuteAsync("UPDATE ledger_journal SET segment = 0, position = 0");
        Assert.Equal(3, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));

        Assert.Equal(3, await CountAsync(room));
        Assert.Equal(3, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM attempts"));
    }

    [Fact]
    public async Task A_gateway_killed_between_folds_loses_nothing_and_repeats_nothing()
    {
        await using var room = await MeteringRoom.StartAsync();
        Append(room, 3);
        await room.Ledger.FlushAsync(MeteringRoom.Token);
        Append(room, 7, from: 3);
        room.Kill();

        Assert.Equal(7, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));
        Assert.Equal(10, await CountAsync(room));
    }

    [Fact]
    public async Task More_records_than_one_transaction_takes_are_all_folded()
    {
        await using var room = await KilledAsync(10_001);

        Assert.Equal(10_001, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));
        Assert.Equal(10_001, await CountAsync(room));
    }

    [Fact]
    public async Task A_torn_tail_costs_the_record_that_was_being_written()
    {
        await using var room = await KilledAsync(3);
        Change(room, file => file.SetLength(file.Length - 5));

        Assert.Equal(2, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));
        Assert.Empty(room.Log.Lines(110));
        Assert.Empty(room.Segments().List());
    }

    [Fact]
    public async Task A_damaged_segment_gives_its_good_records_and_is_kept()
    {
        await using var room = await KilledAsync(3);
        Change(room, file =>
        {
            file.Position = 60;
            file.WriteByte(0xFF);
        });

        Assert.Equal(2, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));
        Assert.Single(room.Log.Lines(110));
        Assert.Single(Directory.GetFiles(room.JournalFolder, "*.damaged"));
        Assert.Empty(room.Segments().List());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(16)]
    public async Task A_segment_that_was_only_begun_goes(int length)
    {
        await using var room = await KilledAsync(1);
        Change(room, file => file.SetLength(length));

        Assert.Equal(0, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));
        Assert.Empty(room.Segments().List());
        Assert.Empty(room.Log.Lines(110));
    }

    [Fact]
    public async Task A_segment_without_a_readable_header_is_kept()
    {
        await using var room = await KilledAsync(1);
        Change(room, file => file.WriteByte(0));

        Assert.Equal(0, await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));
        Assert.Single(Directory.GetFiles(room.JournalFolder, "*.damaged"));
    }

    [Fact]
    public async Task A_segment_of_a_newer_Weir_is_refused_and_left_alone()
    {
        await using var room = await KilledAsync(1);
        Change(room, file =>
        {
            var header = new byte[SegmentHeader.Size];
            file.ReadExactly(header);
            header[3]++;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), Checksum.Compute(0, header.AsSpan(0, 12)));
            file.Position = 0;
            file.Write(header);
        });

        var refusal = await Assert.ThrowsAsync<StorageException>(() => room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token));

        Assert.Contains("newer Weir", refusal.Message, StringComparison.Ordinal);
        Assert.Single(room.Segments().List());
    }

    [Fact]
    public async Task Numbers_of_segments_are_never_used_twice()
    {
        await using var room = await KilledAsync(1);
        var before = room.Segments().List()[^1];
        await room.Get<LedgerRecovery>().TryFoldAsync(MeteringRoom.Token);

        await using var next = await MeteringRoom.StartAsync(beside: room);

        Assert.True(Assert.Single(room.Segments().List()) > before);
    }

    private static async Task<MeteringRoom> KilledAsync(int records)
    {
        var room = await MeteringRoom.StartAsync();
        Append(room, records);
        room.Kill();
        return room;
    }

    private static void Append(MeteringRoom room, int records, int from = 0)
    {
        for (var i = from; i < from + records; i++)
        {
            room.Ledger.Append(SampleRecords.Plain($"req_{i:D26}"));
        }
    }

    private static void Change(MeteringRoom room, Action<FileStream> change)
    {
        using var file = new FileStream(room.Segments().PathOf(room.Segments().List()[0]), FileMode.Open);
        change(file);
    }

    private static async Task<long> CountAsync(MeteringRoom room)
    {
        await using var connection = await room.ConnectAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM requests");
    }
}
