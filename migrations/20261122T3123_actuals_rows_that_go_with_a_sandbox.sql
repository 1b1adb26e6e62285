-- What rows of files say beside themselves goes with the sandbox that they were tried in, as the rows do.
call platform.disposable('actuals.upload_late');
call platform.disposable('actuals.upload_timetable');
