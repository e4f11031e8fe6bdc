using System.Globalization;

namespace Weir.Benchmarks;

/// <summary>
/// The processor time, of all threads, that a request's reserve and settle on three budgets take, beside the same requests without a budget: at so many at a time.
/// </summary>
internal static class BooksCost
{
    private const int Requests = 40_000;

    public static async Task RunAsync()
    {
        Console.WriteLine("at a time   without budgets   with three   difference, µs of processor per request   allocated more, bytes");
        foreach (var atATime in (int[])[1, 8, 64, 256])
        {
            var (without, plain) = await MeasureAsync(atATime, hasBudgets: false);
            var (with, booked) = await MeasureAsync(atATime, hasBudgets: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{atATime,9}   {without,15:F1}   {with,10:F1}   {with - without,10:F1}   {booked - plain,56}"));
        }
    }

    private static async Task<(double Microseconds, long Bytes)> MeasureAsync(int atATime, bool hasBudgets)
    {
        await using var room = await BooksRoom.OpenAsync(hasBudgets);
        await room.RunAsync(Requests / 4, atATime);
        var least = double.MaxValue;
        var bytes = GC.GetTotalAllocatedBytes();
        for (var round = 0; round < 3; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            await room.RunAsync(Requests, atATime);
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Requests);
        }

        return (least, (GC.GetTotalAllocatedBytes() - bytes) / (3 * Requests));
    }
}
