using System.Text.Json;
using Weir.Gateway.Batches;

namespace Weir.Gateway.Tests.Batches;

public sealed class BatchBillTests
{
    private static readonly Resource Batch = new() { Id = "batch_1", Connection = "acme", Kind = Resource.Batch, KeyId = "key_test", CreatedAt = DateTimeOffset.UnixEpoch };

    private static readonly BatchObject Told = BatchObject.Read(JsonElement.Parse("""{"id":"batch_1","status":"completed","output_file_id":"f","created_at":1760000000,"completed_at":1760000600}"""))!;

    [Fact]
    public void A_row_s_id_is_the_same_each_time_and_differs_for_all_that_names_it()
    {
        var id = BatchBill.RowId(Batch, Told, "m");

        Assert.Equal(id, BatchBill.RowId(Batch with { CreatedAt = DateTimeOffset.MaxValue }, Told, "m"));
        Assert.Equal(4, new[] { id, BatchBill.RowId(Batch, Told, "n"), BatchBill.RowId(Batch with { Id = "batch_2" }, Told, "m"), BatchBill.RowId(Batch with { Connection = "b" }, Told, "m") }.Distinct().Count());
    }

    [Fact]
    public void A_row_s_id_stands_among_those_of_its_time()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(Told.Ended!.Value);
        var before = new Metering.Ledger.RequestIds(new Fixed(at.AddSeconds(-1)), new Random(1)).Next();
        var after = new Metering.Ledger.RequestIds(new Fixed(at.AddSeconds(1)), new Random(1)).Next();
        var id = BatchBill.RowId(Batch, Told, "m");

        Assert.Equal(before.Length, id.Length);
        Assert.True(string.CompareOrdinal(before, id) < 0 && string.CompareOrdinal(id, after) < 0, $"{before} {id} {after}");
    }

    [Theory]
    [InlineData("validating", false)]
    [InlineData("in_progress", false)]
    [InlineData("finalizing", false)]
    [InlineData("cancelling", false)]
    [InlineData("completed", true)]
    [InlineData("failed", true)]
    [InlineData("expired", true)]
    [InlineData("cancelled", true)]
    public void A_batch_is_over_when_nothing_of_it_will_run(string status, bool over) =>
        Assert.Equal(over, BatchObject.Read(JsonElement.Parse($$"""{"id":"b","status":"{{status}}"}"""))!.IsOver);

    private sealed class Fixed(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
