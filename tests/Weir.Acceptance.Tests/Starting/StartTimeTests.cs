using System.Diagnostics;
using Weir.Acceptance.Tests.Program;

using Weir.TestKit;

namespace Weir.Acceptance.Tests.Starting;

/// <summary>Weir is there at once and small.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class StartTimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_request_is_answered_within_a_second_of_the_start_and_idle_is_small()
    {
        List<double> times = [];
        long resident = 0;
        for (var run = 0; run < 3; run++)
        {
            var watch = Stopwatch.StartNew();
            await using var weir = await WeirProcess.StartAsync(new WeirSetup(), Token);
            var answer = await weir.Http.ChatAsync("simulator/echo", Token);
            times.Add(watch.Elapsed.TotalMilliseconds);
            Assert.Equal(200, answer.Status);
            resident = ProcessMemory.ResidentBytes(weir.Id);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"start to first answer: {times[0]:0} ms at best, {times[1]:0} ms in the middle; resident {resident / 1_000_000} MB");
        Assert.True(times[0] < (Repository.IsCi ? 3000 : 1000), $"{times[0]} ms");
        Assert.True(resident < 120_000_000, $"{resident} bytes");
    }
}
